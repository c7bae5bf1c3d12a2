// Requests that come twice: under an Idempotency-Key one after the other and all at once, and two
// without a key that race for the same letter.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { bearer, pause, register, repository, startPlatform } from "./platform.mjs";

const readMsMax = 30_000;
const pdf = readFileSync(join(repository, "tests/fixtures/sample_report.pdf"));
const day = (ago) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);

let platform;
let person;
let tradeline;

const ask = (method, path, { body, key, type = "application/json" } = {}) =>
  fetch(platform.url + path, {
    method,
    headers: {
      ...bearer(person),
      ...(body ? { "content-type": type } : {}),
      ...(key ? { "idempotency-key": key } : {}),
    },
    body: body && type === "application/json" ? JSON.stringify(body) : body,
  });

const get = async (path) => (await ask("GET", path)).json();
const upload = (key) =>
  ask("POST", "/api/v1/upload-credit-report", { body: pdf, key, type: "application/pdf" });

async function untilRead(id) {
  for (const end = Date.now() + readMsMax; Date.now() < end; await pause(100)) {
    const report = await get(`/api/v1/credit-reports/${id}`);
    if (!["queued", "reading"].includes(report.status)) return;
  }
  throw new Error("the report was not read in time");
}

before(async () => {
  platform = await startPlatform();
  person = await register(platform.url);
});

after(() => platform?.stop());

describe("an Idempotency-Key", () => {
  it("makes one report of ten uploads at once, and one unit used", async () => {
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 10 }, () => upload(key)));
    const statuses = answers.map(({ status }) => status);
    assert.ok(statuses.every((status) => [202, 409].includes(status)), statuses.join());
    assert.ok(statuses.includes(202));
    const again = await upload(key);
    assert.equal(again.status, 202);
    assert.equal(again.headers.get("idempotency-replayed"), "true");
    const { items } = await get("/api/v1/credit-reports");
    assert.equal(items.length, 1);
    assert.equal((await again.json()).id, items[0].id);
    assert.equal(again.headers.get("location"), `/api/v1/credit-reports/${items[0].id}`);
    assert.equal((await get("/api/v1/quota")).reports.used, 1);
    await untilRead(items[0].id);
    const lines = await get("/api/v1/tradelines?limit=200");
    tradeline = lines.items.find(({ bureau }) => bureau === "Experian").id;
  });

  it("gives a dispute's answer again and refuses another body", async () => {
    const key = randomUUID();
    const body = { tradeline_ids: [tradeline], reason: "The balance is wrong" };
    const first = await ask("POST", "/api/v1/disputes", { body, key });
    assert.equal(first.status, 201);
    const again = await ask("POST", "/api/v1/disputes", { body, key });
    assert.deepEqual(await again.json(), await first.json());
    const other = { ...body, reason: "The limit is wrong" };
    const refused = await ask("POST", "/api/v1/disputes", { body: other, key });
    assert.equal(refused.status, 422);
    assert.equal((await refused.json()).code, "idempotency.other_request");
    assert.equal((await get("/api/v1/disputes")).items.length, 1);
  });

  it("is given back by a refused request", async () => {
    const key = randomUUID();
    const unknown = { tradeline_ids: [randomUUID()], reason: "Not there" };
    const refused = await ask("POST", "/api/v1/disputes", { body: unknown, key });
    assert.equal(refused.status, 404);
    const again = await ask("POST", "/api/v1/disputes", { body: unknown, key });
    assert.equal(again.status, 404);
  });
});

describe("a letter", () => {
  it("is mailed once, whoever says so at the same time, with the date of the one", async () => {
    const dispute = (await get("/api/v1/disputes")).items[0].id;
    const written = await ask("POST", `/api/v1/disputes/${dispute}/letters`, {
      body: {
        bureau: "Experian",
        name: "Ann Doe",
        address: ["1 Elm Street", "Dayton, OH 45402"],
        birth: "1990-02-03",
        ssn_last4: "1234",
        despite_advice: true,
      },
    });
    assert.equal(written.status, 201);
    const letter = `/api/v1/letters/${(await written.json()).id}`;
    await ask("PATCH", letter, { body: { version: 1, status: "approved" } });
    const mail = (ago) =>
      ask("POST", `${letter}/mailings`, { body: { provider: "self", mailed: day(ago) } });
    const answers = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(mail));
    const made = answers.filter(({ status }) => status === 201);
    assert.equal(made.length, 1);
    assert.ok(answers.every(({ status }) => [201, 409].includes(status)));
    const { mailed } = await made[0].json();
    const { items } = await get(`${letter}/mailings`);
    assert.deepEqual(
      items.map((mailing) => mailing.mailed),
      [mailed],
    );
    const shown = await get(`/api/v1/disputes/${dispute}`);
    const days = JSON.stringify(shown).match(/\d{4}-\d{2}-\d{2}/g) ?? [];
    for (const ago of [1, 2, 3, 4, 5, 6, 7, 8]) {
      if (day(ago) !== mailed) assert.ok(!days.includes(day(ago)), `${day(ago)} was kept`);
    }
  });
});
