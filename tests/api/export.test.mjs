// Taking everything along: a person's sample report, read and exported, with every sealed value in
// the clear; unpacked by another program than ours.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, it } from "node:test";
import { bearer, pause, register, repository, startPlatform } from "./platform.mjs";

const doneMsMax = 60_000;
const sample = readFileSync(join(repository, "tests", "fixtures", "sample_report.pdf"));

let platform;
let folder;

before(async () => {
  platform = await startPlatform();
  folder = mkdtempSync(join(tmpdir(), "fairfile-export-"));
});
after(async () => {
  await platform?.stop();
  if (folder) rmSync(folder, { recursive: true });
});

const ask = (person, path, set = {}) =>
  fetch(platform.url + path, { ...set, headers: { ...bearer(person), ...set.headers } });

async function upload(person) {
  const headers = { "content-type": "application/pdf" };
  const answer = await ask(person, "/api/v1/upload-credit-report", {
    method: "POST",
    body: sample,
    headers,
  });
  assert.equal(answer.status, 202);
  const { id } = await answer.json();
  for (const end = Date.now() + doneMsMax; Date.now() < end; await pause(100)) {
    const report = await (await ask(person, `/api/v1/credit-reports/${id}`)).json();
    if (!["queued", "reading"].includes(report.status)) return id;
  }
  throw new Error("the report was not read in time");
}

async function takeAlong(person) {
  for (const end = Date.now() + doneMsMax; Date.now() < end; await pause(100)) {
    const answer = await ask(person, "/api/v1/me/export");
    if (answer.status === 200) return answer;
    assert.equal(answer.status, 202);
    const state = await answer.json();
    assert.ok(["queued", "running"].includes(state.status));
    assert.ok(state.progress >= 0 && state.progress <= 100);
  }
  throw new Error("the export was not made in time");
}

const data = (name) => JSON.parse(readFileSync(join(folder, "data", `${name}.json`), "utf8"));

it("gives a person everything, opened, and nothing of another", async () => {
  const ann = await register(platform.url);
  const bob = await register(platform.url);
  const report = await upload(ann);
  await upload(bob);

  const answer = await takeAlong(ann);
  assert.equal(answer.headers.get("content-type"), "application/zip");
  assert.match(answer.headers.get("content-disposition"), /^attachment; filename="fairfile-/);
  assert.match(answer.headers.get("cache-control"), /no-store/);
  const zip = join(folder, "export.zip");
  writeFileSync(zip, Buffer.from(await answer.arrayBuffer()));
  execFileSync("python3", ["-m", "zipfile", "-e", zip, folder]);

  const tradelines = data("tradelines");
  const owner = tradelines[0].user_id;
  assert.ok(tradelines.length > 0);
  for (const file of readdirSync(join(folder, "data"))) {
    const rows = data(file.replace(".json", ""));
    for (const row of rows) {
      const whose = file === "users.json" ? row.id : (row.user_id ?? row.subject_id);
      assert.equal(whose, owner, file);
      assert.ok(!Object.keys(row).some((key) => key.endsWith("_sealed")), file);
    }
  }
  assert.ok(tradelines.some((row) => /[0-9*xX]{4}/.test(row.account_number ?? "")));
  assert.ok(data("tradeline_evidence").every((row) => row.texts !== null));
  assert.ok(data("report_consumers").every((row) => typeof row.identity === "object"));
  assert.equal(data("credit_reports")[0].id, report);
  assert.deepEqual(
    data("notifications").map(({ params }) => params),
    [{ report_id: report }],
  );
  assert.deepEqual(data("notification_preferences"), []);
  const files = readdirSync(join(folder, "files"));
  assert.equal(files.length, 1);
  assert.deepEqual(readFileSync(join(folder, "files", files[0])), sample);
});
