import { LocationProvider } from "preact-iso";
import { expect, it } from "vitest";
import { fakeServer, problem } from "../../testing/fake_server";
import { ids, page } from "../../testing/samples";
import { all, field, find, findText, show, type } from "../../testing/screen";
import type { Dispute, Letter } from "./dispute_queries";
import { DisputePage } from "./dispute_page";
import { LetterPage } from "./letter_page";
import { ListPage } from "./list_page";

const id = ids.report;
const next_step = { text: "Write a letter.", law: "15 USC 1681i(a)", letter: "dispute_611" };

function standing(status: Dispute["bureaus"]["Experian"]["status"], due: string | null = null) {
  const dates = { changed_at: null, due, clock: null, mailed: null, delivered: null };
  return { status, reinserted: false, tradeline_id: null, fact: "", next_step, ...dates };
}

const aDispute = (): Dispute => ({
  id,
  report_id: ids.report,
  creditor: "CHASE BANK USA",
  account_number: "****1234",
  reason: "The balance is wrong.",
  bureaus: {
    TransUnion: standing("pending"),
    Experian: standing("investigating", "2026-03-14"),
    Equifax: standing("blank"),
  },
  created_at: "2026-01-05T10:00:00Z",
  updated_at: "2026-01-05T10:00:00Z",
});

const aLetter = (set: Partial<Letter> = {}): Letter => ({
  id,
  type: "dispute_611",
  title: "Dispute with a bureau",
  bureau: "TransUnion",
  addressee: "TransUnion Consumer Solutions",
  summary: "CHASE BANK USA",
  status: "draft",
  version: 3,
  created_at: "2026-01-05T10:00:00Z",
  updated_at: "2026-01-05T10:00:00Z",
  approved_at: null,
  sender: { name: "Ada", lines: ["1 Elm St"] },
  address: { name: "TransUnion", lines: ["P.O. Box 2000"] },
  address_source: "",
  dated: "2026-01-05",
  subject: "Dispute",
  text: "I dispute the information below.",
  changes: [],
  enclosures: [],
  items: [{ dispute_id: id, bureau: "TransUnion" }],
  law: null,
  warning: "",
  digest: "abc123",
  pages: 1,
  disclaimer: "This letter is yours.",
  ...set,
});

const inPlace = (screen: preact.JSX.Element) => show(<LocationProvider>{screen}</LocationProvider>);

it("lists disputes with who has until when", async () => {
  fakeServer({
    "GET /api/v1/disputes": { body: page(aDispute()) },
    "GET /api/v1/letters": { body: page() },
  });
  inPlace(<ListPage />);
  await find("link", "CHASE BANK USA");
  await findText("Experian has until March 14, 2026.");
  expect(document.body.textContent).not.toContain("Equifax");
});

it("asks what only the person can say when the letter is advised against", async () => {
  const letters = `POST /api/v1/disputes/${id}/letters`;
  const asked = fakeServer({
    [`GET /api/v1/disputes/${id}`]: { body: aDispute() },
    [`GET /api/v1/disputes/${id}/timeline`]: { body: page() },
    "GET /api/v1/letters": { body: page() },
    [letters]: problem(409, "disputes.advised_against"),
  });
  inPlace(<DisputePage id={id} />);
  (await find("button", "Show me the letter")).click();
  await findText("Please fill this in.");
  type("Your name, as on the report", "Ada");
  type("Street and house number", "1 Elm St");
  type("City, state and postal code", "Macon, GA 31201");
  (await find("button", "Show me the letter")).click();
  await findText("I have read this and want to dispute it all the same.");
  document.querySelector<HTMLInputElement>("[name=despite_advice]")?.click();
  (await find("button", "Show me the letter")).click();
  await findText("detail of disputes.advised_against");
  const bodies = asked.filter(({ method }) => method === "POST").map(({ body }) => body);
  const address = ["1 Elm St", "Macon, GA 31201"];
  expect(bodies[0]).toMatchObject({ bureau: "TransUnion", address });
  expect(bodies[0]).not.toHaveProperty("despite_advice");
});

it("approves exactly the version that is shown", async () => {
  const approved = aLetter({ status: "approved", approved_at: "2026-01-06T10:00:00Z" });
  const asked = fakeServer({
    [`GET /api/v1/letters/${id}`]: { body: aLetter() },
    [`GET /api/v1/letters/${id}/mailings`]: { body: page() },
    [`PATCH /api/v1/letters/${id}`]: { body: approved },
  });
  inPlace(<LetterPage id={id} />);
  (await find("button", "Approve this letter")).click();
  await findText(/You approved this letter on January 6, 2026/);
  const change = asked.find(({ method }) => method === "PATCH");
  expect(change?.body).toEqual({ version: 3, status: "approved", digest: "abc123" });
  expect(all("button", "Approve this letter")).toHaveLength(0);
});

it("keeps a changed text under the version it was changed from", async () => {
  const asked = fakeServer({
    [`GET /api/v1/letters/${id}`]: { body: aLetter() },
    [`PATCH /api/v1/letters/${id}`]: { body: aLetter({ version: 4, text: "Better." }) },
  });
  inPlace(<LetterPage id={id} />);
  await find("button", "Keep these changes");
  field("The letter's text").value = "Better.";
  (await find("button", "Keep these changes")).click();
  await findText("Version 4");
  expect(asked.find(({ method }) => method === "PATCH")?.body).toEqual({
    version: 3,
    text: "Better.",
  });
});

it("asks when a letter was mailed and when it arrived, when the clock starts", async () => {
  const mailing = {
    id: ids.user,
    letter_id: id,
    provider: "self",
    status: "mailed",
    mailed: "2026-01-07",
    delivered: null as string | null,
    tracking: "9400 1000",
    created_at: "2026-01-07T10:00:00Z",
  };
  const mailed: (typeof mailing)[] = [];
  const asked = fakeServer({
    [`GET /api/v1/letters/${id}`]: { body: aLetter({ status: "approved" }) },
    [`GET /api/v1/letters/${id}/mailings`]: () => ({ body: page(...mailed) }),
    [`POST /api/v1/letters/${id}/mailings`]: () => {
      mailed.push(mailing);
      return { status: 201, body: mailing };
    },
    [`PATCH /api/v1/mailings/${ids.user}`]: () => {
      mailed[0] = { ...mailing, status: "delivered", delivered: "2026-01-09" };
      return { body: mailed[0] };
    },
  });
  inPlace(<LetterPage id={id} />);
  (await find("button", "It is in the mail")).click();
  await findText("Please choose the day.");
  type("Day on which you mailed it", "2026-01-07");
  (await find("button", "It is in the mail")).click();
  await findText("Until then no clock runs.");
  await findText("Tracking number 9400 1000");
  type("Day on which it arrived", "2026-01-09");
  (await find("button", "It has arrived")).click();
  await findText("It arrived on January 9, 2026. The bureau's time runs from that day.");
  const sent = asked.filter(({ method }) => method !== "GET").map(({ body }) => body);
  expect(sent).toEqual([{ provider: "self", mailed: "2026-01-07" }, { delivered: "2026-01-09" }]);
});
