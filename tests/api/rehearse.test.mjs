// `fairfile rehearse` at a small scale: who is asked, and what the exit status says. Seconds are
// nobody's business here, so limits are either out of reach of any machine or of every machine.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, describe, it } from "node:test";
import { repository, startPlatform } from "./platform.mjs";

const program = resolve(process.env.FAIRFILE_BINARY);
const secret = "only-for-this-test-0123456789-0123456789";
const operations = [
  "dashboard",
  "tradelines",
  "multi-bureau-view",
  "timeline",
  "status-update",
  "search",
  "monthly-scores",
  "upload",
];
const limits = (milliseconds) =>
  operations.flatMap((operation) => ["--limit", `${operation}=${milliseconds}`]);
const neverMissed = limits(1e9);
const small = ["--phase", "month-6", "--times", "20", "--seconds", "5", "--users", "60"].concat([
  "--upload-bytes",
  "0",
  "--json",
]);

function run(...words) {
  const env = { ...process.env, FAIRFILE_EXTERNAL_HS256_SECRET: secret };
  const ended = spawnSync(program, words, { encoding: "utf8", env, cwd: repository });
  return { status: ended.status, out: ended.stdout, errors: ended.stderr };
}

function checkReport(text) {
  const report = JSON.parse(text);
  const rows = Object.fromEntries(report.rows.map((row) => [row.operation, row]));
  const asked = operations.reduce((sum, name) => sum + (rows[name]?.asked ?? 0), 0);
  assert.ok(asked > 20, text);
  assert.ok(rows.dashboard.asked > 10, text);
  for (const row of report.rows) assert.equal(row.errors, 0, text);
  return report;
}

describe("a rehearsal on a platform of its own", () => {
  it("asks everything, is answered everything, and leaves nothing behind", () => {
    const folder = mkdtempSync(join(tmpdir(), "fairfile-rehearse-"));
    try {
      const page = join(folder, "report.html");
      const ended = run("rehearse", ...small, ...neverMissed, "--html", page);
      assert.equal(ended.status, 0, ended.errors);
      const report = checkReport(ended.out);
      assert.equal(report.passed, true);
      assert.deepEqual(
        report.processes.map((one) => one.name),
        ["server", "worker", "PostgreSQL", "this program"],
      );
      for (const one of report.processes) assert.ok(one.memory_mb > 0, one.name);
      assert.ok(existsSync(page));
      assert.match(readFileSync(page, "utf8"), /<svg/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe("a rehearsal against a server", () => {
  let platform;

  before(async () => {
    process.env.FAIRFILE_EXTERNAL_HS256_SECRET = secret;
    process.env.FAIRFILE_EXTERNAL_ISSUER = "https://synthetic.example";
    platform = await startPlatform();
  });

  after(() => platform?.stop());

  const rehearse = (...words) => run("rehearse", "--url", platform.url, ...small, ...words);

  it("says when the server does not know the people", () => {
    const ended = rehearse("--seed", "99");
    assert.equal(ended.status, 3);
    assert.match(ended.errors, /fairfile synth/);
  });

  it("ends with 1 when a limit is missed, and says which", () => {
    const into = `host=${platform.folder}/var/postgres/socket user=postgres dbname=fairfile`;
    const people = run("synth", "--users", "60", "--add", "--into", into);
    assert.equal(people.status, 0, people.errors);
    const ended = rehearse(...neverMissed, "--limit", "dashboard=0");
    assert.equal(ended.status, 1, ended.errors);
    const report = checkReport(ended.out);
    const missed = report.rows.filter((row) => row.missed).map((row) => row.operation);
    assert.deepEqual(missed, ["dashboard"]);
  });

  it("ends with 0 when every limit is kept", () => {
    const ended = rehearse(...neverMissed);
    assert.equal(ended.status, 0, ended.errors);
    checkReport(ended.out);
  });
});

describe("wrong use", () => {
  for (const [what, words] of [
    ["a phase that the plan does not have", ["--phase", "month-25"]],
    ["a limit without a number", ["--limit", "dashboard"]],
    ["a limit of nothing that is asked", ["--limit", "breakfast=1"]],
    ["a process without a number", ["--watch", "redis=yes"]],
  ]) {
    it(`is ${what}`, () => {
      const ended = run("rehearse", ...words);
      assert.equal(ended.status, 2, ended.errors);
    });
  }

  it("is a URL that is none, which nothing can be asked from", () => {
    const ended = run("rehearse", "--url", "ftp://somewhere");
    assert.equal(ended.status, 3);
    assert.match(ended.errors, /http:\/\/HOST:PORT/);
  });
});
