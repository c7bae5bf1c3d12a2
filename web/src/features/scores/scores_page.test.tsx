import { LocationProvider } from "preact-iso";
import { expect, it } from "vitest";
import { fakeServer } from "../../testing/fake_server";
import { ids, page } from "../../testing/samples";
import { all, find, findText, show } from "../../testing/screen";
import { linesOf, placed } from "./score_lines";
import type { Score } from "./score_queries";
import { ScoresPage } from "./scores_page";

const aScore = (set: Partial<Score>): Score => ({
  id: ids.report,
  report_id: ids.report,
  bureau: "Experian",
  model: "VantageScore 3.0",
  value: 640,
  date: "2026-01-10",
  ...set,
});

function showPage(scores: Score[]): void {
  fakeServer({ "GET /api/v1/scores": { body: page(...scores) } });
  show(
    <LocationProvider>
      <ScoresPage />
    </LocationProvider>,
  );
}

it("keeps bureaus and models apart, oldest first, one value a day", () => {
  const lines = linesOf([
    aScore({ date: "2026-03-01", value: 655 }),
    aScore({ date: "2026-01-10", value: 640 }),
    aScore({ date: "2026-01-10", value: 641 }),
    aScore({ model: "FICO Score 8", value: 700 }),
    aScore({ bureau: "TransUnion", value: 610 }),
  ]);
  expect(lines.map((line) => [line.bureau, line.model])).toEqual([
    ["Experian", "FICO Score 8"],
    ["Experian", "VantageScore 3.0"],
    ["TransUnion", "VantageScore 3.0"],
  ]);
  expect(lines[1]?.points).toEqual([
    { date: "2026-01-10", value: 641 },
    { date: "2026-03-01", value: 655 },
  ]);
});

it("draws time from left to right and more points higher up", () => {
  const frame = { width: 100, height: 50, margin: 10 };
  const spots = placed(
    [
      { date: "2026-01-01", value: 600 },
      { date: "2026-01-11", value: 700 },
      { date: "2026-01-21", value: 650 },
    ],
    frame,
  );
  expect(spots.map(({ x, y }) => [x, y])).toEqual([
    [10, 40],
    [50, 10],
    [90, 25],
  ]);
  expect(placed([{ date: "2026-01-01", value: 600 }], frame)[0]).toMatchObject({ x: 50, y: 25 });
});

it("says where a score stands and how it moved", async () => {
  showPage([aScore({}), aScore({ date: "2026-03-01", value: 655 })]);
  await find("heading", "Experian, VantageScore 3.0");
  await findText("655 on March 1, 2026");
  await findText(/up 15 since January 10, 2026/);
  await findText("Experian, VantageScore 3.0: January 10, 2026 to March 1, 2026");
});

it("draws no line through one score", async () => {
  showPage([aScore({ model: null })]);
  await findText("One score so far; a line takes two.");
  expect(all("svg")).toHaveLength(0);
});

it("says why there may be no scores", async () => {
  showPage([]);
  await findText(/No scores yet/);
});
