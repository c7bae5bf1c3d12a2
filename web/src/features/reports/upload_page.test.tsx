import { LocationProvider } from "preact-iso";
import { expect, it } from "vitest";
import { fakeServer } from "../../testing/fake_server";
import { aQuota } from "../../testing/samples";
import { all, find, findText, show } from "../../testing/screen";
import { UploadPage } from "./upload_page";

function showUpload(): void {
  show(
    <LocationProvider>
      <UploadPage />
    </LocationProvider>,
  );
}

it("says how many reports are left and how to get them free", async () => {
  fakeServer({ "GET /api/v1/quota": { body: aQuota(1) } });
  showUpload();
  await findText("1 report left this month");
  await findText("annualcreditreport.com");
});

it("says when it opens again once the month's reports are used up", async () => {
  fakeServer({ "GET /api/v1/quota": { body: aQuota(0) } });
  showUpload();
  await find("status", /used up.*December 1, 2026/);
  expect(all("button", "Choose a file")).toEqual([]);
});
