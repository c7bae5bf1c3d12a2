// What the reader was not sure of, asked one at a time beside its picture, and answered.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { desktop, judge, openWindow, phone, startBrowser } from "./browser.mjs";
import { startProgram } from "./program.mjs";

// Two misprints: TransUnion's balance, Experian's past due.
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

let program;
let browser;
let paper;

before(async () => {
  program = await startProgram();
  browser = await startBrowser();
  paper = await print();
});

after(async () => {
  await browser?.close();
  await program?.stop();
});

async function print() {
  const page = await browser.newPage();
  await page.setContent(`<pre style="font: 10px monospace">${report}</pre>`);
  const pdf = await page.pdf({ format: "Letter" });
  await page.close();
  return pdf;
}

const button = (page, name) => page.getByRole("button", { name, exact: true });
const heading = (page, name) => page.getByRole("heading", { name });

async function registerAndUpload(page) {
  await page.goto("/register");
  const mark = randomBytes(6).toString("hex");
  await page.getByLabel("E-mail address").fill(`person-${mark}@example.org`);
  await page.getByLabel("Password").fill(`quiet ${mark} river stone`);
  await button(page, "Open the account").click();
  await heading(page, "Your credit at a glance").waitFor();

  await page.goto("/upload");
  const file = { name: "report.pdf", mimeType: "application/pdf", buffer: paper };
  await page.locator("input[type=file]").setInputFiles(file);
  await page.waitForURL("**/reports/*");
  await heading(page, "Accounts").waitFor();
}

async function answerBoth(window) {
  const { page } = window;
  await page.getByText("Question 1 of 2").waitFor();
  await page.waitForFunction(() => document.querySelector(".question img")?.naturalWidth > 0);
  assert.equal(await page.locator(".question .viewer__mark").count(), 1);
  await judge(window, "questions");

  await button(page, "Skip for now").click();
  await page.getByText("Question 2 of 2").waitFor();
  await button(page, "The paper does not say").click();
  await page.getByText("Question 1 of 2").waitFor();

  await button(page, "$5,0O0").click();
  await page.locator("#field-value-error").waitFor();
  assert.equal(await page.getByLabel("Or write what you read there").inputValue(), "$5,0O0");
  // Chromium tells its console of every refusal.
  for (const complaint of window.complaints.splice(0)) assert.match(complaint, /status of 422/);
  await page.getByLabel("Or write what you read there").fill("$5,000");
  await button(page, "Save this answer").click();
  await page.locator(".question").waitFor({ state: "detached" });
  await page.getByText("$5,0O0").waitFor({ state: "detached" });
  await page.waitForFunction(
    () => document.body.innerText.split("$5,000").length > 3,
    undefined,
    { polling: 200 },
  );
}

describe("questions", () => {
  for (const size of [phone, desktop]) {
    it(`are answered on a ${size.name}`, async () => {
      const window = await openWindow(browser, { size, theme: "light", url: program.url });
      await registerAndUpload(window.page);
      await answerBoth(window);
      await judge(window, "questions-answered");
      await window.context.close();
    });
  }
});
