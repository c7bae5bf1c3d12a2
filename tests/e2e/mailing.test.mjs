// On a phone: the price of mailing, the papers read and signed, the wait, and the way back.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { bearer, register } from "../api/platform.mjs";
import { judge, openWindow, phone, startBrowser } from "./browser.mjs";
import { reportFile, startProgram } from "./program.mjs";

const readMsMax = 60_000;

let program;
let browser;
let person;
let letter;

const call = async (method, path, body) => {
  const headers = { ...bearer(person), "content-type": "application/json" };
  const sent = body ? { body: JSON.stringify(body) } : {};
  return (await fetch(`${program.url}/api/v1/${path}`, { method, headers, ...sent })).json();
};

async function upload() {
  const headers = { ...bearer(person), "content-type": "application/pdf" };
  const body = readFileSync(reportFile);
  const path = `${program.url}/api/v1/upload-credit-report`;
  const { id } = await (await fetch(path, { method: "POST", headers, body })).json();
  for (const end = Date.now() + readMsMax; Date.now() < end; ) {
    const { status } = await call("GET", `credit-reports/${id}`);
    if (!["queued", "reading"].includes(status)) return;
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error("the report was not read in time");
}

async function approvedLetter() {
  await upload();
  const { items } = await call("GET", "tradelines?limit=200");
  const line = items.find(({ bureau }) => bureau === "Experian");
  const about = { tradeline_ids: [line.id], reason: "The balance is wrong" };
  const dispute = await call("POST", "disputes", about);
  const made = await call("POST", `disputes/${dispute.id}/letters`, {
    bureau: "Experian",
    name: "Ann Doe",
    address: ["1 Elm Street", "Dayton, OH 45402"],
    birth: "1990-02-03",
    ssn_last4: "1234",
    despite_advice: true,
  });
  await call("PATCH", `letters/${made.id}`, { version: 1, status: "approved" });
  return made.id;
}

before(async () => {
  program = await startProgram();
  browser = await startBrowser();
  person = await register(program.url);
  letter = await approvedLetter();
});

after(async () => {
  await browser?.close();
  await program?.stop();
});

const button = (page, name) => page.getByRole("button", { name, exact: true });

async function sign(page, act) {
  await page.getByLabel("Your full name, as your signature").fill("Ann Doe");
  await button(page, act).click();
}

describe("mailing for a person", () => {
  it("tells the price, has the papers signed, waits and can be cancelled", async () => {
    const window = await openWindow(browser, { size: phone, theme: "light", url: program.url });
    const { page, context } = window;
    await page.goto("/sign-in");
    await page.getByLabel("E-mail address").fill(person.email);
    await page.getByLabel("Password").fill(person.password);
    await button(page, "Sign in").click();
    await page.getByRole("heading", { name: "Your credit at a glance" }).waitFor();
    await page.goto(`/letters/${letter}`);
    await button(page, "Let us mail it").click();
    await page.getByText("First-Class Mail: $7.50", { exact: true }).waitFor();
    await page.getByText("Consumer Credit File Rights Under State and Federal Law").waitFor();
    await judge(window, "mailing-rights");
    await sign(page, "I have read and received this");
    await page.getByText("We promise no result").waitFor();
    await judge(window, "mailing-contract");
    await sign(page, "Sign the contract");
    await page.getByText(/we can mail from/).waitFor();
    await judge(window, "mailing-waiting");

    const { standing } = await call("GET", "papers");
    assert.equal(standing, "waiting");
    const approved = await call("GET", `letters/${letter}`);
    const order = { provider: "outbox", mail_class: "first_class", name: "Ann Doe" };
    const refused = await call("POST", `letters/${letter}/mailings`, {
      ...order,
      digest: approved.digest,
      price_cents: 750,
    });
    assert.equal(refused.code, "mailings.too_early");

    await button(page, "Cancel the contract").click();
    await page.getByText("We promise no result").waitFor();
    assert.equal((await call("GET", "papers")).standing, "unsigned");
    await context.close();
  });
});
