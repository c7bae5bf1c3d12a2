// Answers fetch from a table of "METHOD /path" and remembers what was asked.
import { afterEach, vi } from "vitest";
import { queryClient } from "../lib/query";

type Answer = { status?: number; body?: unknown };
type Answers = Record<string, Answer | ((request: Request) => Answer | Promise<Answer>)>;

export interface Asked {
  method: string;
  path: string;
  query: string;
  headers: Headers;
  body: unknown;
}

function responseOf({ status = 200, body }: Answer): Response {
  const type = status >= 400 ? "application/problem+json" : "application/json";
  const content = body === undefined ? null : JSON.stringify(body);
  const headers = { "Content-Type": type, ...(content === null ? { "Content-Length": "0" } : {}) };
  return new Response(content, { status, headers });
}

export function fakeServer(answers: Answers): Asked[] {
  const asked: Asked[] = [];
  vi.stubGlobal("fetch", async (input: Request | string, init?: RequestInit) => {
    const target = typeof input === "string" ? new URL(input, location.href) : input;
    const request = new Request(target, init);
    const { pathname, search } = new URL(request.url);
    const text = await request.clone().text();
    asked.push({
      method: request.method,
      path: pathname,
      query: search,
      headers: request.headers,
      body: text ? JSON.parse(text) : undefined,
    });
    const known = answers[`${request.method} ${pathname}`];
    if (known === undefined) throw new Error(`not in the table: ${request.method} ${pathname}`);
    return responseOf(typeof known === "function" ? await known(request) : known);
  });
  return asked;
}

export function problem(status: number, code: string, more: object = {}): Answer {
  const body = { type: "about:blank", title: code, status, detail: `detail of ${code}`, code };
  return { status, body: { ...body, instance: "/", request_id: "r-1", ...more } };
}

export function signedInCookie(): void {
  document.cookie = "fairfile_csrf=token-1; path=/";
}

afterEach(() => {
  queryClient.clear();
  vi.unstubAllGlobals();
  document.cookie = "fairfile_csrf=; path=/; max-age=0";
});
