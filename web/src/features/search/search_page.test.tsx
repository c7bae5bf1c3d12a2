import { LocationProvider } from "preact-iso";
import { expect, it } from "vitest";
import { fakeServer } from "../../testing/fake_server";
import { ids, page } from "../../testing/samples";
import { all, find, findText, show, type } from "../../testing/screen";
import { piecesOf } from "./pieces";
import type { Hit } from "./search_queries";
import { SearchPage } from "./search_page";

const aHit = (set: Partial<Hit> = {}): Hit => ({
  kind: "tradeline",
  id: ids.tradeline(1, 1),
  report_id: ids.report,
  title: "CHASE BANK USA",
  snippet: "TransUnion, account ****1234",
  ...set,
});

const label = "What are you looking for?";

function showPage(): void {
  show(
    <LocationProvider>
      <SearchPage />
    </LocationProvider>,
  );
}

it("cuts a text where the words asked for stand in it", () => {
  expect(piecesOf("CHASE BANK (USA)", "chase (usa")).toEqual([
    { text: "CHASE", found: true },
    { text: " BANK ", found: false },
    { text: "(USA", found: true },
    { text: ")", found: false },
  ]);
  expect(piecesOf("CHASE", "  ")).toEqual([{ text: "CHASE", found: false }]);
});

it("shows what was found by kind, with the words marked and the way there", async () => {
  const hits = [aHit(), aHit({ kind: "dispute", id: ids.user, title: "Chase, not mine" })];
  const asked = fakeServer({ "GET /api/v1/search": { body: page(...hits) } });
  showPage();
  type(label, " chase ");
  (await find("button", "Search")).click();
  await find("heading", "Accounts");
  await find("heading", "Disputes");
  await findText("2 places");
  expect(all("link")[0]?.getAttribute("href")).toBe(`/reports/${ids.report}`);
  expect([...document.querySelectorAll("mark")].map((mark) => mark.textContent)).toEqual([
    "CHASE",
    "Chase",
  ]);
  expect(asked[asked.length - 1]?.query).toBe("?q=chase");
});

it("says that nothing was found, and what finds more", async () => {
  fakeServer({ "GET /api/v1/search": { body: page() } });
  showPage();
  type(label, "zzz");
  (await find("button", "Search")).click();
  await findText("Nothing of yours has “zzz” in it.");
});

it("does not ask for less than two letters", async () => {
  const asked = fakeServer({});
  showPage();
  type(label, "a");
  (await find("button", "Search")).click();
  await findText("Please type at least two letters or digits.");
  expect(asked).toHaveLength(0);
});
