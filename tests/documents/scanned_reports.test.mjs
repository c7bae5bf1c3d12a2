// Invented reports as scans: printed, turned into pictures of 150 dots an inch and put back into a
// PDF without a word of text. Framed tables and lists between bars are what pictures hide best.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import test from "node:test";
import { promisify } from "node:util";

const run = promisify(execFile);
const program = process.env.FAIRFILE_BINARY;
const printer = new URL("../../tools/print_reports.mjs", import.meta.url).pathname;
const seed = "900007";

// A page of pictures, each as large as the paper.
const pageOf = (pictures) =>
  `<style>@page{margin:0}body{margin:0}img{display:block;width:100%;break-after:page}</style>` +
  pictures.map((name) => `<img src="${name}">`).join("");

async function scan(folder, pages, name) {
  const stem = path.basename(name, ".pdf");
  const picture = path.join(pages, stem);
  await run("pdftoppm", ["-r", "150", "-gray", "-png", path.join(folder, name), picture]);
  const pictures = (await readdir(pages)).filter((file) => file.startsWith(`${stem}-`)).sort();
  await writeFile(path.join(pages, `${stem}.html`), pageOf(pictures));
  await copyFile(
    path.join(folder, `${stem}.truth.json`),
    path.join(pages, `${stem}.truth.json`),
  );
}

for (const layout of ["sections", "pipes", "tables"]) {
  test(`scans of ${layout} are read`, async (t) => {
    const folder = await mkdtemp(path.join(tmpdir(), "scanned-"));
    t.after(() => rm(folder, { recursive: true }));
    const pages = path.join(folder, "pages");
    const scans = path.join(folder, "scans");
    await mkdir(pages);
    const order = ["--reports", "1", "--seed", seed, "--layout", layout, "--into", folder];
    await run(program, ["synth", ...order]);
    for (const name of await readdir(folder)) {
      if (name.endsWith(".pdf")) await scan(folder, pages, name);
    }
    await run("node", [printer, pages, scans]);
    const { stdout } = await run(program, ["evaluate", scans, "--json"], { maxBuffer: 1 << 24 });
    const [score] = Object.values(JSON.parse(stdout));
    const { right, wrong, missing } = score.all;
    const said = `${right} right, ${wrong} wrong, ${missing} missing`;
    assert.ok((wrong + missing) * 20 <= right, said);
    assert.equal(score.negatives_missed, 0);
    assert.equal(score.negatives_false, 0);
  });
}
