// The main job through the API, and what is refused on the way.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { bearer, pause, register, repository, startPlatform } from "./platform.mjs";

const fixture = (name) => readFileSync(join(repository, "tests/fixtures", name));
const readMsMax = 30_000;
const bytesMax = 10 * 1024 * 1024;

let platform;

before(async () => {
  platform = await startPlatform();
});

after(() => platform?.stop());

const ask = (person, path, options = {}) =>
  fetch(`${platform.url}/api/v1${path}`, {
    ...options,
    headers: { ...bearer(person), ...options.headers },
  });

const json = async (person, path) => (await ask(person, path)).json();

const upload = (person, body, type = "application/pdf") =>
  ask(person, "/upload-credit-report", {
    method: "POST",
    body,
    headers: type ? { "content-type": type } : {},
  });

async function untilRead(person, id) {
  for (const end = Date.now() + readMsMax; Date.now() < end; await pause(100)) {
    const report = await json(person, `/credit-reports/${id}`);
    if (["done", "needs_review", "failed"].includes(report.status)) return report;
  }
  throw new Error(`report ${id} was not read in time`);
}

async function uploadSample(person) {
  const answer = await upload(person, fixture("sample_report.pdf"));
  assert.equal(answer.status, 202);
  const { id } = await answer.json();
  assert.equal(answer.headers.get("location"), `/api/v1/credit-reports/${id}`);
  return untilRead(person, id);
}

const reportsUsed = async (person) => (await json(person, "/quota")).reports.used;

describe("a report", () => {
  it("is read from a bare body, and its tradelines are listed", async () => {
    const person = await register(platform.url);
    const report = await uploadSample(person);
    assert.equal(report.status, "done");
    const { items } = await json(person, "/tradelines?limit=100");
    assert.equal(items.length, report.tradeline_count);
    assert.ok(items.length > 0);
    assert.equal(await reportsUsed(person), 1);
  });

  it("is read from a form", async () => {
    const person = await register(platform.url);
    const form = new FormData();
    form.append("file", new Blob([fixture("sample_report.pdf")]), "mine.pdf");
    const answer = await upload(person, form, null);
    assert.equal(answer.status, 202);
    const report = await untilRead(person, (await answer.json()).id);
    assert.equal(report.status, "done");
    assert.equal(report.file_name, "mine.pdf");
  });

  it("of another person looks like one that is not there", async () => {
    const [owner, other] = [await register(platform.url), await register(platform.url)];
    const { id } = await uploadSample(owner);
    const line = (await json(owner, "/tradelines")).items[0].id;
    for (const [folder, theirs] of [["credit-reports", id], ["tradelines", line]]) {
      const foreign = await ask(other, `/${folder}/${theirs}`);
      const random = await ask(other, `/${folder}/${randomUUID()}`);
      assert.equal(foreign.status, 404);
      assert.equal(random.status, 404);
      assert.equal((await foreign.json()).code, (await random.json()).code);
    }
    const removal = await ask(other, `/credit-reports/${id}`, { method: "DELETE" });
    assert.equal(removal.status, 404);
    assert.equal((await ask(owner, `/credit-reports/${id}`)).status, 200);
  });

  it("is gone with its tradelines once deleted", async () => {
    const person = await register(platform.url);
    const { id } = await uploadSample(person);
    const line = (await json(person, "/tradelines")).items[0].id;
    assert.ok((await ask(person, `/credit-reports/${id}`, { method: "DELETE" })).ok);
    assert.equal((await ask(person, `/credit-reports/${id}`)).status, 404);
    assert.equal((await ask(person, `/tradelines/${line}`)).status, 404);
  });
});

describe("a link to the file", () => {
  it("works until the person signs out, and not when a bit is changed", async () => {
    const person = await register(platform.url);
    const { id } = await uploadSample(person);
    const link = await ask(person, `/credit-reports/${id}/file`, { redirect: "manual" });
    assert.equal(link.status, 302);
    const address = platform.url + link.headers.get("location");
    const file = await fetch(address);
    assert.equal(file.status, 200);
    assert.deepEqual(Buffer.from(await file.arrayBuffer()), fixture("sample_report.pdf"));
    const last = address.at(-2);
    const altered = address.slice(0, -2) + (last === "A" ? "B" : "A") + address.at(-1);
    assert.equal((await fetch(altered)).status, 403);

    const out = await ask(person, "/auth/logout", { method: "POST" });
    assert.ok(out.ok, `${out.status}`);
    assert.equal((await fetch(address)).status, 403);
  });
});

describe("a bad upload", () => {
  const bad = {
    "that is no PDF": () => Buffer.from("<html><body>report</body></html>"),
    "of no bytes": () => Buffer.alloc(0),
    "that is one byte too large": () => Buffer.alloc(bytesMax + 1, "%PDF-1.7\n"),
    "that needs a password": () => fixture("bad/password_needed.pdf"),
    "that unpacks without end": () => fixture("bad/flate_bomb.pdf"),
    "that is cut short": () => fixture("sample_report.pdf").subarray(0, 900),
  };
  for (const [what, bytes] of Object.entries(bad)) {
    it(`${what} is refused with a reason and costs nothing`, async () => {
      const person = await register(platform.url);
      const answer = await upload(person, bytes());
      const body = await answer.json();
      if (answer.status === 202) {
        const report = await untilRead(person, body.id);
        assert.equal(report.status, "failed");
        assert.ok(report.reason && report.message);
      } else {
        assert.ok(answer.status >= 400 && answer.status < 500, `${answer.status}`);
        assert.ok(body.code && body.detail);
      }
      assert.equal(await reportsUsed(person), 0);
    });
  }
});
