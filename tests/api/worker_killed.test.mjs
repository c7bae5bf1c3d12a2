// The worker dies in the middle of reading: the report is still read, and once.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { bearer, pause, register, repository, startPlatform } from "./platform.mjs";

const readMsMax = 90_000;
let platform;

before(async () => {
  platform = await startPlatform();
});

after(() => platform?.stop());

// The worker's own children die with it: one may be gone before its turn comes.
function kill(pid) {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

// This platform's worker: a process `fairfile work` whose data folder is ours.
function workers() {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
        const environment = readFileSync(`/proc/${pid}/environ`, "utf8");
        return command[1] === "work" && environment.includes(`FAIRFILE_HTTP_PORT=${platform.port}`);
      } catch {
        return false;
      }
    })
    .map(Number);
}

describe("a worker that is killed in the middle", () => {
  it("loses no report and reads none twice", async () => {
    const person = await register(platform.url);
    const pdf = readFileSync(join(repository, "tests/fixtures/sample_report.pdf"));
    const answer = await fetch(`${platform.url}/api/v1/upload-credit-report`, {
      method: "POST",
      headers: { ...bearer(person), "content-type": "application/pdf" },
      body: pdf,
    });
    assert.equal(answer.status, 202);
    const { id } = await answer.json();
    const address = `${platform.url}/api/v1/credit-reports/${id}`;
    const show = async () => (await fetch(address, { headers: bearer(person) })).json();
    while ((await show()).status === "queued") await pause(5);
    const killed = workers();
    assert.ok(killed.length > 0, "there is a worker to kill");
    for (const pid of killed) kill(pid);

    let report = await show();
    for (const end = Date.now() + readMsMax; Date.now() < end; await pause(250)) {
      report = await show();
      if (!["queued", "reading"].includes(report.status)) break;
    }
    assert.equal(report.status, "done");
    const page = await (
      await fetch(`${platform.url}/api/v1/tradelines?limit=200`, { headers: bearer(person) })
    ).json();
    assert.equal(page.items.length, report.tradeline_count);
    const quota = await (
      await fetch(`${platform.url}/api/v1/quota`, { headers: bearer(person) })
    ).json();
    assert.equal(quota.reports.used, 1);
  });
});
