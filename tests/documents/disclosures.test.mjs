// The bureaus' own disclosures, and what sites make of them, as PDF and as the same page saved:
// drawn by us, read whole. What must come out stands in *.expected.json, checked by hand against
// the page.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, describe, it } from "node:test";
import { fileURLToPath } from "node:url";

const folder = resolve(dirname(fileURLToPath(import.meta.url)), "../fixtures/disclosures");
const names = [
  "experian_online",
  "experian_mailed",
  "equifax_online",
  "transunion_mailed",
  "three_columns",
  "two_bureau_app",
  "three_columns_grid",
  "plain_list",
  "transunion_online",
];
const aside = new Set(["evidence", "confidence", "disputable", "account", "payment_history"]);

const scans = mkdtempSync(join(tmpdir(), "fairfile-scans-"));
after(() => rmSync(scans, { recursive: true }));

function run(file) {
  const binary = process.env.FAIRFILE_BINARY;
  if (!binary) throw new Error("FAIRFILE_BINARY names no program");
  return execFileSync(resolve(binary), ["extract", file, "--json"]);
}

const extract = (file) => JSON.parse(run(join(folder, file)));

const told = (object) =>
  Object.fromEntries(
    Object.entries(object).filter(
      ([name, value]) => !aside.has(name) && value !== null && value.length !== 0,
    ),
  );

function tradeline(line) {
  const history = line.payment_history.map(({ month, mark }) => `${month} ${mark}`);
  return { ...told(line), ...(history.length > 0 ? { history } : {}) };
}

const facts = (report) => ({
  format: report.format,
  verdict: report.verdict,
  report_date: report.report_date,
  reference: report.reference,
  consumer: report.consumer.map(told),
  tradelines: report.tradelines.map(tradeline),
  public_records: report.public_records.map(told),
  inquiries: report.inquiries.map(told),
});

const expected = (name) => JSON.parse(readFileSync(join(folder, `${name}.expected.json`), "utf8"));

describe("a bureau's own disclosure", () => {
  for (const name of names) {
    for (const ending of ["pdf", "html"]) {
      it(`${name} is read whole as ${ending}`, () => {
        assert.deepEqual(facts(extract(`${name}.${ending}`)), expected(name));
      });
    }
  }

  for (const dots of [150, 100]) {
    it(`is read from a scan of ${dots} dots an inch`, () => {
      const scan = join(scans, `${dots}`);
      const words = ["-r", `${dots}`, "-gray", "-png", "-singlefile"];
      execFileSync("pdftoppm", [...words, join(folder, "three_columns.pdf"), scan]);
      const report = facts(JSON.parse(run(`${scan}.png`)));
      const wanted = expected("three_columns");
      for (const field of ["creditor", "balance_cents", "date_opened", "payment_status"]) {
        const of = (lines) => lines.slice(0, 2).map((line) => line[field]);
        assert.deepEqual(of(report.tradelines), of(wanted.tradelines), field);
      }
      const names = (blocks) => blocks.map(({ bureau, name }) => [bureau, name]);
      assert.deepEqual(names(report.consumer), names(wanted.consumer));
    });
  }

  it("is told apart from the others in one file", () => {
    const bundle = extract("three_bureaus.pdf");
    assert.equal(bundle.kind, "bundle");
    const parts = ["experian_online", "equifax_online", "transunion_mailed"];
    assert.deepEqual(bundle.reports.map(facts), parts.map(expected));
  });
});
