import { expect, it } from "vitest";
import { fakeServer, problem } from "../../testing/fake_server";
import { aTradelineDetail, anAccount, ids, page } from "../../testing/samples";
import { all, find, findText, show } from "../../testing/screen";
import { Accounts } from "./accounts";

const plain = anAccount({ account: 1, creditor: "PLAIN BANK" });
const differing = anAccount(
  { account: 2, creditor: "AUTO LENDER", conflicts: ["balance_cents"], disputable: true },
  { Experian: { balance_cents: 1_550_000 } },
);
const negative = anAccount(
  { account: 3, creditor: "DEBT BUYER", negative: true },
  {
    TransUnion: { negative: true, negative_reasons: ["collection"], payment_status: "collection" },
    Experian: null,
    Equifax: { balance_cents: null },
  },
);

function showAccounts(): void {
  show(<Accounts report={ids.report} findings={[]} />);
}

it("sets the bureaus side by side", async () => {
  fakeServer({ "GET /api/v1/credit-accounts": { body: page(plain) } });
  showAccounts();
  await find("heading", "PLAIN BANK");
  const row = all("row", /^Balance/)[0];
  expect([...(row?.querySelectorAll("td") ?? [])].map((cell) => cell.textContent)).toEqual([
    "$1,200.00",
    "$1,200.00",
    "$1,200.00",
  ]);
});

it("marks what differs, what is negative and what is disputable with words", async () => {
  fakeServer({ "GET /api/v1/credit-accounts": { body: page(plain, differing, negative) } });
  showAccounts();
  await find("row", /^BalanceDiffers/);
  await findText("Negative: collection");
  await findText("Disputable");
});

it("says that a bureau does not report the account or the value", async () => {
  fakeServer({ "GET /api/v1/credit-accounts": { body: page(negative) } });
  showAccounts();
  await findText("Does not report this account");
  const cells = [...(all("row", /^Balance/)[0]?.querySelectorAll("td") ?? [])];
  const said = cells.map((cell) => cell.textContent);
  expect(said).toEqual(["$1,200.00", "—not reported", "—not reported"]);
});

it("shows only the accounts of the chosen kind", async () => {
  fakeServer({ "GET /api/v1/credit-accounts": { body: page(plain, differing, negative) } });
  showAccounts();
  await find("heading", "PLAIN BANK");
  const labels = [...document.querySelectorAll("label")];
  labels.find((label) => label.textContent?.includes("Negative 1"))?.click();
  await find("heading", "DEBT BUYER");
  expect(all("heading", "PLAIN BANK")).toEqual([]);
});

it("fetches every page of a long list", async () => {
  const asked = fakeServer({
    "GET /api/v1/credit-accounts": (request) =>
      request.url.includes("cursor=next")
        ? { body: page(negative) }
        : { body: { items: [plain], next_cursor: "next" } },
  });
  showAccounts();
  await find("heading", "DEBT BUYER");
  expect(asked).toHaveLength(2);
  expect(all("heading", "PLAIN BANK")).toHaveLength(1);
});

it("shows the place where a value was read", async () => {
  const tradeline = ids.tradeline(1, 1);
  fakeServer({
    "GET /api/v1/credit-accounts": { body: page(plain) },
    [`GET /api/v1/tradelines/${tradeline}`]: { body: aTradelineDetail() },
  });
  showAccounts();
  (await find("button", /^\$1,200\.00\. Balance at TransUnion/)).click();
  await find("heading", "Balance at TransUnion");
  await findText("“$1,200”");

  const picture = document.querySelector("dialog img");
  expect(picture?.getAttribute("src")).toBe(`/api/v1/credit-reports/${ids.report}/pages/1.png`);
  expect(document.querySelector("dialog svg")?.getAttribute("viewBox")).toBe("0 0 612 792");
  const mark = document.querySelector("dialog rect");
  expect(Number(mark?.getAttribute("x"))).toBeLessThan(72);
  expect(Number(mark?.getAttribute("width"))).toBeGreaterThan(118.2 - 72);
});

it("says so when a value stands nowhere in particular", async () => {
  fakeServer({
    "GET /api/v1/credit-accounts": { body: page(plain) },
    [`GET /api/v1/tradelines/${ids.tradeline(1, 2)}`]: { body: aTradelineDetail() },
  });
  showAccounts();
  (await find("button", /Status at Experian/)).click();
  await findText("The report does not say this at one place we could show.");
});

it("offers to try again when the accounts cannot be fetched", async () => {
  let broken = true;
  fakeServer({
    "GET /api/v1/credit-accounts": () =>
      broken ? problem(503, "http.busy", { hint: "Wait a moment." }) : { body: page(plain) },
  });
  showAccounts();
  await find("alert", /Wait a moment/);
  broken = false;
  (await find("button", "Try again")).click();
  await find("heading", "PLAIN BANK");
});
