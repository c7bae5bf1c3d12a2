import createClient, { type Middleware } from "openapi-fetch";
import { Problem } from "./problem";
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];

const safeMethods = new Set(["GET", "HEAD"]);

// The server sets it beside the session cookie, which scripts cannot read.
export function csrfToken(): string | undefined {
  const match = /(?:^|;\s*)fairfile_csrf=([^;]*)/.exec(document.cookie);
  return match?.[1] ? decodeURIComponent(match[1]) : undefined;
}

const cookieManners: Middleware = {
  onRequest({ request }) {
    request.headers.set("X-Fairfile-Web", "1");
    const token = csrfToken();
    if (token && !safeMethods.has(request.method)) request.headers.set("X-CSRF-Token", token);
    return request;
  },
};

export const api = createClient<paths>({
  baseUrl: location.origin,
  credentials: "same-origin",
  fetch: (request) => fetch(request),
});
api.use(cookieManners);

interface Outcome<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

// The value of a call, or a Problem thrown.
export async function answer<T>(call: Promise<Outcome<T>>): Promise<T> {
  let outcome: Outcome<T>;
  try {
    outcome = await call;
  } catch {
    throw Problem.unreachable();
  }
  if (!outcome.response.ok) throw Problem.fromBody(outcome.response.status, outcome.error);
  return outcome.data as T;
}

interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

const pagesMax = 20;

// Every page of a list. A report has tens of accounts, so the bound is never met in practice.
export async function everyItem<T>(fetchPage: (cursor?: string) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < pagesMax; page++) {
    const answered = await fetchPage(cursor);
    items.push(...answered.items);
    if (!answered.next_cursor) break;
    cursor = answered.next_cursor;
  }
  return items;
}
