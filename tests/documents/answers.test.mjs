// Letters of the bureaus after a dispute, as PDF, as a scan and as the page saved: results item by
// item, and letters that bring none. Drawn by us; what must come out was checked against the page.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, describe, it } from "node:test";
import { fileURLToPath } from "node:url";

const folder = resolve(dirname(fileURLToPath(import.meta.url)), "../fixtures/answers");
const scans = mkdtempSync(join(tmpdir(), "fairfile-answers-"));
after(() => rmSync(scans, { recursive: true }));

function extract(file) {
  const binary = process.env.FAIRFILE_BINARY;
  if (!binary) throw new Error("FAIRFILE_BINARY names no program");
  return JSON.parse(execFileSync(resolve(binary), ["extract", resolve(folder, file), "--json"]));
}

function scanned(name) {
  const words = ["-r", "150", "-gray", "-png", "-singlefile"];
  execFileSync("pdftoppm", [...words, join(folder, `${name}.pdf`), join(scans, name)]);
  return join(scans, `${name}.png`);
}

const told = ({ furnisher, account_number, outcome, favourable, other_information_changed }) => [
  furnisher,
  account_number,
  outcome,
  favourable,
  other_information_changed,
];

const expected = {
  transunion_results: [
    ["CAPITAL ONE BANK USA NA", "517805XXXXXX****", "verified", false, false],
    ["MIDLAND CREDIT MGMT", "30188****", "deleted", true, false],
    ["CONN CREDIT CO", "1X1X1X0X1", "verified", false, true],
    // "Information updated", and the reason: no update necessary.
    ["TOYOTA MOTOR CREDIT CO", "70402****", "updated", null, false],
  ],
  experian_results: [
    ["PINNACLE FINANCE CO", "48210XXXX", "deleted", true, false],
    ["NORTHSIDE RECOVERY BUREAU", "99120XXX", "verified", false, true],
    ["HARBOR CREDIT UNION", "5521XXXXXXXX", "verified", false, false],
    ["LAKESHORE AUTO", "7700XXXX", "updated", true, false],
  ],
  equifax_results: [
    ["Capital One Bank USA", "517805XXXXXX*", "verified", false, true],
    ["Midland Credit Management", "30188*", "deleted", true, false],
    [null, "704020XXXXX*", "verified", false, false],
  ],
};

describe("a letter with results", () => {
  for (const [name, items] of Object.entries(expected)) {
    for (const ending of ["pdf", "html"]) {
      it(`${name} is read item by item as ${ending}`, () => {
        const letter = extract(`${name}.${ending}`);
        assert.equal(letter.kind, "bureau_answer");
        assert.deepEqual(letter.answers.map(told), items);
        assert.ok(letter.report_date && letter.reference);
      });
    }
  }

  it("says so when the result contradicts its reason", () => {
    const letter = extract("transunion_results.pdf");
    assert.equal(letter.verdict, "needs_review");
    assert.match(letter.answers[3].contradiction, /no update was made/);
    assert.deepEqual(letter.answers[2].reasons, ["Rating", "Payment Received"]);
  });

  it("is read from a scan", () => {
    for (const name of ["transunion_results", "experian_results"]) {
      const outcomes = extract(scanned(name)).answers.map(({ outcome }) => outcome);
      assert.deepEqual(outcomes, expected[name].map(([, , outcome]) => outcome));
    }
  });
});

describe("a letter without results", () => {
  const outcomes = {
    identity: "identity_not_verified",
    frivolous: "frivolous",
    in_progress: "already_in_progress",
    received: "received",
    third_party: "third_party_suspected",
  };
  for (const [name, outcome] of Object.entries(outcomes)) {
    it(`says ${outcome}, and is not taken for a result`, () => {
      const letter = extract(`no_result_${name}.html`);
      assert.equal(letter.kind, "bureau_answer");
      assert.deepEqual(letter.answers.map(told), [[null, null, outcome, null, null]]);
    });
  }

  it("is not seen in a report that explains disputes", () => {
    const report = readFileSync(join(folder, "../disclosures/equifax_online.html"), "utf8");
    assert.match(report, /investigation/);
    assert.equal(extract("../disclosures/equifax_online.html").kind, "credit_report");
  });
});
