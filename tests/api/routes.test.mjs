// Every route of the description, asked by those who may not.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { bearer, readDescription, register, startPlatform } from "./platform.mjs";

const routes = Object.entries(readDescription().paths).flatMap(([path, operations]) =>
  Object.entries(operations)
    .filter(([, operation]) => operation["x-fairfile-access"])
    .map(([verb, operation]) => ({
      path,
      method: verb.toUpperCase(),
      access: operation["x-fairfile-access"],
      makes: Object.keys(operation.responses).some((code) => code === "201" || code === "202"),
      takesKey: (operation.parameters ?? []).some(({ $ref }) => $ref?.endsWith("/IdempotencyKey")),
    })),
);
// A second factor begun again replaces the first, unconfirmed one: nothing is there twice.
const makesNothingTwice = new Set(["/api/v1/auth/totp"]);
const closed = routes.filter(({ access }) => access !== "public");

const badTokens = {
  "an empty token": "",
  "a word": "nonsense",
  "a token without algorithm": "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.",
  "a token of a foreign key": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
};

const secured = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
};

let platform;
let person;

before(async () => {
  platform = await startPlatform();
  person = await register(platform.url);
});

after(() => platform?.stop());

const filled = (path) => path.replace("{n}", "1").replace(/\{\w+\}/g, randomUUID());

const ask = (method, path, headers = {}) =>
  fetch(platform.url + filled(path), { method, headers, redirect: "manual" });

describe("routes", () => {
  it("are the same in the description and in the server", async () => {
    const served = await (await fetch(`${platform.metricsUrl}/routes`)).json();
    const isApi = ({ path, access }) => path.startsWith("/api/");
    const named = ({ method, path, access }) => `${method} ${path} ${access}`;
    assert.deepEqual(
      served.filter(isApi).map(named).sort(),
      routes.filter(isApi).map(named).sort(),
    );
  });

  it("that make something take an Idempotency-Key, and only they", () => {
    for (const { method, path, access, makes, takesKey } of routes) {
      const expected =
        method === "POST" && access === "signed_in" && makes && !makesNothingTwice.has(path);
      assert.equal(takesKey, expected, `${method} ${path}`);
    }
  });

  for (const { method, path } of routes.filter(({ takesKey }) => takesKey)) {
    it(`look at the Idempotency-Key of ${method} ${path}`, async () => {
      const key = { ...bearer(person), "idempotency-key": "no blanks here" };
      const answer = await ask(method, path, key);
      assert.equal(answer.status, 400);
      assert.equal((await answer.json()).code, "idempotency.bad_key");
    });
  }

  for (const { method, path } of closed) {
    it(`refuse ${method} ${path} to a stranger`, async () => {
      const answer = await ask(method, path);
      assert.equal(answer.status, 401);
      assert.match(answer.headers.get("content-type"), /^application\/problem\+json/);
      for (const [name, value] of Object.entries(secured)) {
        assert.equal(answer.headers.get(name), value, name);
      }
    });
  }

  for (const [what, token] of Object.entries(badTokens)) {
    it(`refuse ${what}`, async () => {
      assert.equal((await ask("GET", "/api/v1/me", bearer({ token }))).status, 401);
    });
  }

  it("refuse a token cut short or changed, and take the whole one", async () => {
    const { token } = person;
    assert.equal((await ask("GET", "/api/v1/me", bearer(person))).status, 200);
    for (const wrong of [token.slice(0, -4), `${token.slice(0, -6)}AAAAAA`, `x${token}`]) {
      assert.equal((await ask("GET", "/api/v1/me", bearer({ token: wrong }))).status, 401);
    }
  });
});
