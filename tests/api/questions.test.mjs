// What the reader could not be sure of, answered: the value, and everything that follows from it.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { bearer, pause, register, startPlatform } from "./platform.mjs";

const readMsMax = 30_000;
const report = `IdentityIQ Credit Report
Report Date: 06/20/2025
CREDIT ACCOUNTS
1. PINE BANK
   Account #: 4444****
                        TransUnion          Experian            Equifax
   Account Status:      Open                Open                Open
   Date Opened:         01/15/2020          01/15/2020          01/15/2020
   Balance:             $5,0O0              $5,000              $5,000
   Past Due:            $0                  $7O                 $0
   Payment Status:      Current             Current             Current
   Last Reported:       06/01/2025          06/01/2025          06/01/2025
`;

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

const put = (person, id, n, body) =>
  ask(person, `/credit-reports/${id}/questions/${n}`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

// Answers, and waits until the worker has made the answer the value.
async function give(one, bureau, n, body, field, expected) {
  const answer = await put(one.person, one.id, n, body);
  assert.equal(answer.status, 200);
  for (const end = Date.now() + readMsMax; Date.now() < end; await pause(50)) {
    const line = await lineOf(one, bureau);
    const isUsers = line.evidence[field]?.method === "user";
    if (isUsers && line[field] === expected) return { line, page: await answer.json() };
  }
  throw new Error("the answer did not become the value in time");
}

// A person with a report that has two questions: TransUnion's balance, Experian's past due.
async function asked() {
  const person = await register(platform.url);
  const options = { method: "POST", body: report, headers: { "content-type": "text/plain" } };
  const answer = await ask(person, "/upload-credit-report", options);
  const { id } = await answer.json();
  assert.equal(answer.status, 202);
  const address = `/credit-reports/${id}`;
  for (const end = Date.now() + readMsMax; Date.now() < end; await pause(100)) {
    const { status } = await json(person, address);
    if (status === "queued" || status === "reading") continue;
    const { items } = await json(person, `${address}/questions`);
    const about = (field) => items.find((one) => one.about.endsWith(`/${field}`)).n;
    return { person, id, address, balance: about("balance_cents"), due: about("past_due_cents") };
  }
  throw new Error("the report was not read in time");
}

async function lineOf({ person }, bureau) {
  const { items } = await json(person, `/tradelines?bureau=${bureau}`);
  return json(person, `/tradelines/${items[0].id}`);
}

const findingsOf = async ({ person, address }) => (await json(person, address)).findings;

describe("an answer", () => {
  it("becomes the value, by the method user, and ends the review with the last one", async () => {
    const one = await asked();
    const { person, address, balance, due } = one;
    const before = await json(person, address);
    assert.equal(before.status, "needs_review");
    assert.equal(before.question_count, 2);
    assert.equal((await lineOf(one, "TransUnion")).balance_cents, null);

    const said = { value: "$5,000" };
    const answer = await give(one, "TransUnion", balance, said, "balance_cents", 500_000);
    const { line, page } = answer;
    const { items } = page;
    const kept = items.find(({ n }) => n === balance);
    assert.equal(kept.answer, "$5,000");
    assert.ok(kept.answered_at);
    const { method, confidence, text } = line.evidence.balance_cents;
    assert.deepEqual([method, confidence, text], ["user", 1, "$5,000"]);
    const between = await json(person, address);
    assert.deepEqual([between.status, between.question_count], ["needs_review", 1]);

    await give(one, "Experian", due, { not_on_paper: true }, "past_due_cents", null);
    const done = await json(person, address);
    assert.deepEqual([done.status, done.question_count], ["done", 0]);
    const silent = (await json(person, `${address}/questions`)).items.find(({ n }) => n === due);
    assert.equal(silent.answer, null);
    assert.ok(silent.answered_at);
    assert.equal((await lineOf(one, "Experian")).past_due_cents, null);
  });

  it("brings the findings and counts that it proves, and a later one takes them back", async () => {
    const one = await asked();
    const { person, address, due } = one;
    const analytics = async () => (await json(person, "/dashboard")).analytics;
    const [found, counted] = [await findingsOf(one), await analytics()];
    assert.equal((await lineOf(one, "Experian")).negative, false);

    const late = { value: "$70" };
    const { line } = await give(one, "Experian", due, late, "past_due_cents", 7_000);
    assert.deepEqual(line.negative_reasons, ["past_due"]);
    assert.equal(line.disputable, true);
    const more = await findingsOf(one);
    assert.ok(more.length > found.length, JSON.stringify(more));
    assert.equal((await json(person, address)).negative_count, 1);
    assert.notDeepEqual(await analytics(), counted);

    await give(one, "Experian", due, { value: "$0" }, "past_due_cents", 0);
    const rules = (all) => all.map(({ rule }) => rule).sort();
    assert.equal((await lineOf(one, "Experian")).negative, false);
    assert.deepEqual(rules(await findingsOf(one)), rules(found));
    assert.deepEqual(await analytics(), counted);
  });

  it("given twice changes nothing the second time, not even the version", async () => {
    const one = await asked();
    const { person, id, balance, address } = one;
    const tag = async () => (await ask(person, address)).headers.get("etag");
    const unanswered = await tag();
    await give(one, "TransUnion", balance, { value: "$5,000" }, "balance_cents", 500_000);
    const first = await tag();
    assert.notEqual(first, unanswered);
    assert.equal((await put(person, id, balance, { value: "$5,000" })).status, 200);
    assert.equal(await tag(), first);
  });

  it("to each of two questions at once loses neither", async () => {
    const one = await asked();
    const { balance, due } = one;
    await Promise.all([
      give(one, "TransUnion", balance, { value: "$5,000" }, "balance_cents", 500_000),
      give(one, "Experian", due, { value: "$70" }, "past_due_cents", 7_000),
    ]);
    const { status, question_count: open } = await json(one.person, one.address);
    assert.deepEqual([status, open], ["done", 0]);
    assert.equal((await lineOf(one, "Experian")).disputable, true);
    assert.equal((await lineOf(one, "TransUnion")).balance_cents, 500_000);
  });
});

describe("a wrong answer", () => {
  let one;
  before(async () => {
    one = await asked();
  });

  const wrong = {
    "that is the unreadable reading itself": [{ value: "$5,0O0" }, 422],
    "that is a date where an amount is asked": [{ value: "01/02/2024" }, 422],
    "of nothing": [{}, 422],
    "of no letters": [{ value: "" }, 422],
    "of blanks": [{ value: "   " }, 422],
    "that is a number, not text": [{ value: 5000 }, 422],
    "that says two things": [{ value: "$5,000", not_on_paper: true }, 422],
    "that takes back that it is not on the paper": [{ not_on_paper: false }, 422],
    "with a field that is not known": [{ value: "$5,000", method: "user" }, 422],
    "that is too long": [{ value: `$${"5".repeat(300)}` }, 422],
    "beyond all amounts": [{ value: `$${"9".repeat(60)}` }, 422],
    "that is no JSON": ["{", 400],
  };
  for (const [what, [body, status]] of Object.entries(wrong)) {
    it(`${what} is refused and changes nothing`, async () => {
      const answer = await put(one.person, one.id, one.balance, body);
      assert.equal(answer.status, status);
      assert.ok((await answer.json()).code);
      assert.equal((await json(one.person, one.address)).question_count, 2);
      assert.equal((await lineOf(one, "TransUnion")).balance_cents, null);
    });
  }

  for (const n of ["0", "-1", "3", "99999999999", "1x", "one"]) {
    it(`to question ${n}, which is none, finds nothing`, async () => {
      assert.equal((await put(one.person, one.id, n, { value: "$5,000" })).status, 404);
    });
  }

  it("of another person, or to no report, finds nothing", async () => {
    const other = await register(platform.url);
    const foreign = await put(other, one.id, one.balance, { value: "$5,000" });
    const unknown = await put(other, randomUUID(), one.balance, { value: "$5,000" });
    assert.deepEqual([foreign.status, unknown.status], [404, 404]);
    assert.equal((await json(one.person, one.address)).question_count, 2);
  });
});
