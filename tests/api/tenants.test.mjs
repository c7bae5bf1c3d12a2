// Two people: what one has, the other cannot see, change or tell from nothing. The cases come from
// the description; a path parameter that this file does not know fails.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import {
  bearer,
  pause,
  readDescription,
  register,
  repository,
  startPlatform,
} from "./platform.mjs";

const readMsMax = 30_000;

const routes = Object.entries(readDescription().paths).flatMap(([path, operations]) =>
  Object.entries(operations)
    .filter(([, operation]) => operation["x-fairfile-access"] === "signed_in")
    .filter(() => path.includes("{"))
    .map(([verb]) => ({ path, method: verb.toUpperCase() })),
);

const today = new Date().toISOString().slice(0, 10);

const letterInput = {
  bureau: "Experian",
  name: "Ann Doe",
  address: ["1 Elm Street", "Dayton, OH 45402"],
  birth: "1990-02-03",
  ssn_last4: "1234",
  despite_advice: true,
};

const bodies = {
  "PUT /api/v1/credit-reports/{id}/questions/{n}": { not_on_paper: true },
  "PATCH /api/v1/disputes/{id}/status": { bureau: "Experian", status: "investigating" },
  "POST /api/v1/disputes/{id}/letters": letterInput,
  "POST /api/v1/disputes/{id}/responses": {
    bureau: "Experian",
    outcome: "received",
    received: "2026-01-02",
  },
  "POST /api/v1/letters/{id}/mailings": { provider: "self", mailed: today },
  "PATCH /api/v1/mailings/{id}": { tracking: "9400" },
  "PATCH /api/v1/letters/{id}": { version: 1, status: "approved" },
};

let platform;
let owner;
let other;
const owned = {};

const call = (person, method, path, body) =>
  fetch(platform.url + path, {
    method,
    redirect: "manual",
    headers: { ...bearer(person), ...(body ? { "content-type": "application/json" } : {}) },
    body: body ? JSON.stringify(body) : undefined,
  });

async function untilRead(id) {
  for (const end = Date.now() + readMsMax; Date.now() < end; await pause(100)) {
    const report = await (await call(owner, "GET", `/api/v1/credit-reports/${id}`)).json();
    if (!["queued", "reading"].includes(report.status)) return;
  }
  throw new Error("the report was not read in time");
}

// Something of every kind that has an id.
async function fillOwner() {
  const pdf = readFileSync(join(repository, "tests/fixtures/sample_report.pdf"));
  const uploaded = await fetch(`${platform.url}/api/v1/upload-credit-report`, {
    method: "POST",
    headers: { ...bearer(owner), "content-type": "application/pdf" },
    body: pdf,
  });
  owned.report = (await uploaded.json()).id;
  await untilRead(owned.report);
  const lines = await (await call(owner, "GET", "/api/v1/tradelines?limit=200")).json();
  owned.tradeline = lines.items.find((line) => line.bureau === "Experian").id;
  const reason = { tradeline_ids: [owned.tradeline], reason: "The balance is wrong" };
  owned.dispute = (await (await call(owner, "POST", "/api/v1/disputes", reason)).json()).id;
  const letters = `/api/v1/disputes/${owned.dispute}/letters`;
  owned.letter = (await (await call(owner, "POST", letters, letterInput)).json()).id;
  const letter = `/api/v1/letters/${owned.letter}`;
  await call(owner, "PATCH", letter, { version: 1, status: "approved" });
  const mailing = { provider: "self", mailed: today };
  owned.mailing = (await (await call(owner, "POST", `${letter}/mailings`, mailing)).json()).id;
  const { papers } = await (await call(owner, "GET", "/api/v1/papers")).json();
  const signed = { kind: papers[0].kind, digest: papers[0].digest, name: "Ann Doe" };
  owned.paper = (await (await call(owner, "POST", "/api/v1/papers", signed)).json()).id;
  const told = await (await call(owner, "GET", "/api/v1/notifications")).json();
  owned.notification = told.items[0].id;
  const sessions = await (await call(owner, "GET", "/api/v1/auth/sessions")).json();
  owned.session = sessions.items[0].id;
}

function kindOf(path) {
  if (path.startsWith("/api/v1/credit-reports/")) return "report";
  if (path.startsWith("/api/v1/tradelines/")) return "tradeline";
  if (path.startsWith("/api/v1/disputes/")) return "dispute";
  if (path.startsWith("/api/v1/mailings/")) return "mailing";
  if (path.startsWith("/api/v1/papers/")) return "paper";
  if (path.startsWith("/api/v1/letters/")) return "letter";
  if (path.startsWith("/api/v1/notifications/")) return "notification";
  if (path.startsWith("/api/v1/auth/sessions/")) return "session";
  throw new Error(`no case for ${path}`);
}

const filled = (path, id) => path.replace("{n}", "1").replace(/\{\w+\}/, id);

before(async () => {
  platform = await startPlatform();
  owner = await register(platform.url);
  other = await register(platform.url);
  await fillOwner();
});

after(() => platform?.stop());

describe("another person's", () => {
  for (const { method, path } of routes) {
    it(`${kindOf(path)} is nothing to ${method} ${path}`, async () => {
      const body = bodies[`${method} ${path}`];
      const foreign = await call(other, method, filled(path, owned[kindOf(path)]), body);
      const unknown = await call(other, method, filled(path, randomUUID()), body);
      assert.equal(foreign.status, 404);
      assert.equal(unknown.status, 404);
      const [one, two] = [await foreign.json(), await unknown.json()];
      assert.deepEqual([one.code, one.title, one.detail], [two.code, two.title, two.detail]);
    });
  }

  it("things are in none of the lists", async () => {
    const facts = ["tradelines", "credit-reports", "credit-accounts", "scores"];
    const lists = [...facts, "disputes", "letters", "notifications"];
    for (const path of lists) {
      const page = await (await call(other, "GET", `/api/v1/${path}`)).json();
      assert.deepEqual(page.items, [], path);
    }
    const found = await (await call(other, "GET", "/api/v1/search?q=a")).json();
    assert.deepEqual(found.items, []);
  });

  it("tradeline cannot be disputed", async () => {
    const input = { tradeline_ids: [owned.tradeline], reason: "Mine" };
    assert.equal((await call(other, "POST", "/api/v1/disputes", input)).status, 404);
  });

  it("report filter gives nothing, and the owner still has everything", async () => {
    const path = `/api/v1/tradelines?report=${owned.report}`;
    assert.deepEqual((await (await call(other, "GET", path)).json()).items, []);
    assert.ok((await (await call(owner, "GET", path)).json()).items.length > 0);
    assert.equal((await call(owner, "GET", `/api/v1/disputes/${owned.dispute}`)).status, 200);
  });
});
