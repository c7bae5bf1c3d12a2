// Invented reports of every layout, read by the built program: what is printed is what is read.
// Web pages are read as they were saved and again as Chromium prints them.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test from "node:test";
import { promisify } from "node:util";

const run = promisify(execFile);
const program = process.env.FAIRFILE_BINARY;
const printer = new URL("../../tools/print_reports.mjs", import.meta.url).pathname;

// Seeds that no repair of the reader was made for begin at 900000.
const seed = "900001";

async function scored(folder) {
  const { stdout } = await run(program, ["evaluate", folder, "--json"], { maxBuffer: 1 << 24 });
  return JSON.parse(stdout);
}

function assertMarks(scores) {
  for (const [layout, score] of Object.entries(scores)) {
    const { right, wrong, missing, invented } = score.all;
    assert.ok(right > 0, `${layout}: nothing read`);
    assert.equal(score.unreadable, 0, `${layout}: unreadable`);
    assert.equal(score.accounts_exact, score.documents, `${layout}: accounts`);
    assert.ok(invented * 1000 <= right, `${layout}: ${invented} values invented`);
    assert.ok((wrong + missing) * 100 <= right, `${layout}: ${wrong} wrong, ${missing} missing`);
    assert.equal(score.negatives_missed, 0, `${layout}: negative entries missed`);
    assert.equal(score.negatives_false, 0, `${layout}: negative entries invented`);
  }
}

test("invented reports of every layout are read whole", async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), "invented-"));
  t.after(() => rm(folder, { recursive: true }));
  await run(program, ["synth", "--reports", "96", "--seed", seed, "--into", folder]);
  const scores = await scored(folder);
  assert.ok(Object.keys(scores).length >= 8);
  assertMarks(scores);
});

for (const [layout, count] of [
  ["disclosure", 3],
  ["site", 1],
]) {
  test(`pages of ${layout} printed from the browser are read whole`, async (t) => {
    const folder = await mkdtemp(path.join(tmpdir(), "invented-"));
    t.after(() => rm(folder, { recursive: true }));
    const pages = path.join(folder, "pages");
    const printed = path.join(folder, "printed");
    const order = ["--reports", "12", "--seed", seed, "--layout", layout];
    await run(program, ["synth", ...order, "--into", pages]);
    await run("node", [printer, pages, printed]);
    const scores = await scored(printed);
    assert.equal(Object.keys(scores).length, count);
    assertMarks(scores);
  });
}
