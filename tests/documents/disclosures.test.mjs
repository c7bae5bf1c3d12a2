// The bureaus' own disclosures, and what sites make of them, as PDF and as the same page saved:
// drawn by us, read whole. What must come out stands in *.expected.json, checked by hand against
// the page.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";

const folder = resolve(dirname(fileURLToPath(import.meta.url)), "../fixtures/disclosures");
const names = [
  "experian_online",
  "experian_mailed",
  "equifax_online",
  "transunion_mailed",
  "three_columns",
  "two_bureau_app",
];
const aside = new Set(["evidence", "confidence", "disputable", "account", "payment_history"]);

function extract(file) {
  const binary = process.env.FAIRFILE_BINARY;
  if (!binary) throw new Error("FAIRFILE_BINARY names no program");
  return JSON.parse(execFileSync(resolve(binary), ["extract", join(folder, file), "--json"]));
}

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

  it("is told apart from the others in one file", () => {
    const bundle = extract("three_bureaus.pdf");
    assert.equal(bundle.kind, "bundle");
    const parts = ["experian_online", "equifax_online", "transunion_mailed"];
    assert.deepEqual(bundle.reports.map(facts), parts.map(expected));
  });
});
