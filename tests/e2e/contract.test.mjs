import assert from "node:assert/strict";
import { it } from "node:test";
import { departures } from "./contract.mjs";

const live = { method: "GET", path: "/livez", status: 200, contentType: "application/json" };
const session = "/api/v1/auth/sessions/0193a001-0000-7000-8000-000000000001";
const problem = { type: "about:blank", title: "t", status: 404, detail: "d", instance: "/" };

it("finds nothing wrong with an answer as described", () => {
  assert.deepEqual(departures({ ...live, body: '{"status": "alive"}' }), []);
  assert.deepEqual(departures({ ...live, method: "DELETE", path: session, status: 204 }), []);
});

for (const [what, answer, found] of [
  ["a missing member", { body: "{}" }, "/status: missing"],
  ["a wrong value", { body: '{"status": "well"}' }, "/status: well is not listed"],
  ["a wrong type", { body: '{"status": 1}' }, "/status: integer, not string"],
  ["a member too many", { body: '{"status": "alive", "x": 1}' }, "/x: not described"],
  ["an unknown path", { path: "/nowhere" }, "not described"],
  ["an unknown status", { status: 418 }, "status not described"],
  ["another content type", { contentType: "text/plain", body: "ok" }, "text/plain is not"],
  [
    "an incomplete problem",
    {
      method: "DELETE",
      path: session,
      status: 404,
      contentType: "application/problem+json",
      body: JSON.stringify(problem),
    },
    "/code: missing",
  ],
]) {
  it(`names ${what}`, () => {
    assert.match(departures({ ...live, ...answer }).join("\n"), new RegExp(found));
  });
}
