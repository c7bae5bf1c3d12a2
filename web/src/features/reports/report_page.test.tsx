import { LocationProvider } from "preact-iso";
import { expect, it } from "vitest";
import { commitNow, pendingDeletion, undo } from "../../lib/undo";
import { FakeEvents, fakeEvents } from "../../testing/fake_events";
import { fakeServer, problem } from "../../testing/fake_server";
import { aReportDetail, ids, page } from "../../testing/samples";
import { all, find, findText, show } from "../../testing/screen";
import { ReportPage } from "./report_page";

const address = `GET /api/v1/credit-reports/${ids.report}`;

function showReport(): void {
  show(
    <LocationProvider>
      <ReportPage id={ids.report} accounts={() => <p>the accounts</p>} />
    </LocationProvider>,
  );
}

it("shows a report that was read", async () => {
  fakeServer({ [address]: { body: aReportDetail() } });
  showReport();
  await find("heading", "Report of December 23, 2025");
  await findText("the accounts");
  await findText("The file is kept until December 20, 2026");
  expect(all("link", "Open the file")[0]?.getAttribute("href")).toBe(
    `/api/v1/credit-reports/${ids.report}/file`,
  );
});

it("follows the reading page by page and shows the accounts at the end", async () => {
  fakeEvents();
  const progress = { status: "reading", page: 0, pages: null, message: "Opening" } as const;
  let detail = aReportDetail({ status: "reading", progress, report_date: null });
  fakeServer({ [address]: () => ({ body: detail }) });
  showReport();
  await findText("Opening");

  const events = await FakeEvents.first();
  expect(events.url).toBe(`/api/v1/credit-reports/${ids.report}/events`);
  events.send("progress", { ...progress, page: 3, pages: 12, message: "Finding the accounts" });
  await findText("Page 3 of 12: Finding the accounts");
  expect(document.querySelector("progress")?.getAttribute("value")).toBe("0.25");

  detail = aReportDetail();
  events.send("done", { ...progress, status: "done" });
  await findText("the accounts");
  expect(events.closed).toBe(true);
});

it("says why a report failed, that nothing was lost and what to do", async () => {
  fakeServer({ [address]: { body: aReportDetail({ status: "failed", reason: "encrypted" }) } });
  showReport();
  const notice = await find("alert", /could not be read/);
  expect(notice.textContent).toContain("locked with a password");
  expect(notice.textContent).toContain("does not count against your monthly reports");
  expect(notice.textContent).toContain("save it without the password");
});

const place = { page: 1, box: [1, 2, 3, 4], page_width: 612, page_height: 792 };
const aQuestion = (n: number, ask: string, readings: string[]) => ({
  ...place,
  n,
  about: `tradelines/${n}/balance_cents`,
  ask,
  readings,
  answer: null as string | null,
  answered_at: null as string | null,
});

// A server with two questions that keeps the answers it gets.
function askTwo() {
  const items = [
    aQuestion(1, "Which balance is it?", ["$5,000", "$5.00"]),
    aQuestion(2, "Which limit is it?", ["$9O0"]),
  ];
  const open = () => items.filter((one) => one.answered_at === null).length;
  const give = (index: number) => () => {
    Object.assign(items[index] ?? {}, { answered_at: "2026-01-02T03:04:05Z" });
    return { body: page(...items) };
  };
  return fakeServer({
    [address]: () => ({ body: aReportDetail({ status: "needs_review", question_count: open() }) }),
    [`${address}/questions`]: () => ({ body: page(...items.map((one) => ({ ...one }))) }),
    [`PUT /api/v1/credit-reports/${ids.report}/questions/1`]: give(0),
    [`PUT /api/v1/credit-reports/${ids.report}/questions/2`]: give(1),
    "GET /api/v1/quota": problem(503, "http.unavailable"),
  });
}

it("asks one question after the other and sends what was tapped or written", async () => {
  const asked = askTwo();
  const sent = () => asked.filter(({ method }) => method === "PUT").map(({ body }) => body);
  showReport();
  await find("heading", "2 values were hard to read");
  await find("heading", "Which balance is it?");
  await findText("Question 1 of 2");
  expect(document.querySelector(".viewer img")?.getAttribute("src")).toMatch(/pages\/1\.png$/);
  (await find("button", "Skip for now")).click();
  await find("heading", "Which limit is it?");
  (await find("button", "Save this answer")).click();
  await findText("Write what the paper says, or choose one of the buttons.");
  expect(sent()).toEqual([]);

  (await find("button", "The paper does not say")).click();
  await find("heading", "Which balance is it?");
  (await find("button", "$5,000")).click();
  await expect.poll(() => all("heading", /hard to read/).length).toBe(0);
  expect(sent()).toEqual([{ not_on_paper: true }, { value: "$5,000" }]);
});

it("deletes a report only when it is not undone", async () => {
  const asked = fakeServer({
    [address]: { body: aReportDetail() },
    [`DELETE /api/v1/credit-reports/${ids.report}`]: { status: 204 },
  });
  const deleted = () => asked.filter(({ method }) => method === "DELETE").length;
  showReport();
  (await find("button", "Delete this report")).click();
  expect(pendingDeletion()?.id).toBe(ids.report);
  undo();
  commitNow();
  expect(deleted()).toBe(0);

  (await find("button", "Delete this report")).click();
  commitNow();
  await expect.poll(deleted).toBe(1);
});

it("says that a report is not there", async () => {
  fakeServer({ [address]: problem(404, "http.not_found") });
  showReport();
  await find("alert", /detail of http.not_found/);
});
