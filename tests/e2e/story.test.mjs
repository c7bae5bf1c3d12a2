// The main job as a person does it: open an account, upload a report, watch it being read, look
// at the accounts, and see where a value was read.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { desktop, judge, openWindow, phone, startBrowser } from "./browser.mjs";
import { reportFile, startProgram } from "./program.mjs";
import { totpCode } from "./totp.mjs";

let program;
let browser;

before(async () => {
  program = await startProgram();
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await program?.stop();
});

const newPerson = () => ({
  email: `person-${randomBytes(6).toString("hex")}@example.org`,
  password: `quiet ${randomBytes(6).toString("hex")} river stone`,
});

const button = (page, name) => page.getByRole("button", { name, exact: true });
const heading = (page, name) => page.getByRole("heading", { name });

async function register(page, person) {
  await page.goto("/register");
  await page.getByLabel("E-mail address").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await button(page, "Open the account").click();
  await heading(page, "Your credit at a glance").waitFor();
}

async function signIn(page, person) {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail address").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await button(page, "Sign in").click();
  await heading(page, "Your credit at a glance").waitFor();
}

async function signOut(page) {
  await page.goto("/me");
  await button(page, "Sign out").click();
  await page.getByText("Please sign in to go on.").waitFor();
}

// Dropped, as from a file manager; the file chooser is the other way in.
async function upload(page, way) {
  await page.goto("/upload");
  await button(page, "Choose a file").waitFor();
  if (way === "choose") {
    await page.locator("input[type=file]").setInputFiles(reportFile);
  } else {
    const base64 = readFileSync(reportFile).toString("base64");
    const dropped = await page.evaluateHandle((content) => {
      const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], "report.pdf", { type: "application/pdf" }));
      return transfer;
    }, base64);
    await page.locator(".drop").dispatchEvent("drop", { dataTransfer: dropped });
  }
  await page.waitForURL("**/reports/*");
  await heading(page, "Accounts").waitFor();
}

// How the reading went: the stream of a report that was read tells so and ends.
function eventsOf(page) {
  const report = new URL(page.url()).pathname.split("/").at(-1);
  const address = `/api/v1/credit-reports/${report}/events`;
  return page.evaluate(async (events) => (await fetch(events)).text(), address);
}

// The page's picture has come, and the mark lies on it, in view.
async function seeEvidence(page) {
  const value = page.getByRole("button", { name: /^\$[\d,.]+\. Balance at/ }).first();
  await value.click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("heading", { name: /^Balance at/ }).waitFor();
  await page.waitForFunction(() => document.querySelector("dialog img")?.naturalWidth > 0);

  const places = await page.evaluate(() => {
    const box = (selector) => document.querySelector(selector).getBoundingClientRect().toJSON();
    return { mark: box(".viewer__mark"), picture: box("dialog img"), frame: box(".viewer") };
  });
  const inside = (inner, outer) =>
    inner.left >= outer.left - 1 &&
    inner.top >= outer.top - 1 &&
    inner.right <= outer.right + 1 &&
    inner.bottom <= outer.bottom + 1;
  assert.ok(places.mark.width > 4 && places.mark.height > 4, "the mark has a size");
  assert.ok(inside(places.mark, places.picture), "the mark lies on the page");
  assert.ok(inside(places.mark, places.frame), "the mark is in view");
  assert.ok(await hasInk(page), "something is printed inside the mark");
}

// Reads the pixels of the picture under the mark.
function hasInk(page) {
  return page.evaluate(() => {
    const picture = document.querySelector("dialog img");
    const mark = document.querySelector(".viewer__mark");
    const { width, height } = mark.ownerSVGElement.viewBox.baseVal;
    const canvas = document.createElement("canvas");
    canvas.width = picture.naturalWidth;
    canvas.height = picture.naturalHeight;
    const pen = canvas.getContext("2d");
    pen.drawImage(picture, 0, 0);
    const value = (name) => Number(mark.getAttribute(name));
    const x = canvas.width / width;
    const y = canvas.height / height;
    const cut = [value("x") * x, value("y") * y, value("width") * x, value("height") * y];
    const { data } = pen.getImageData(...cut.map(Math.round));
    let dark = 0;
    for (let i = 0; i < data.length; i += 4) if (data[i] < 128) dark++;
    return dark > 10;
  });
}

async function story(size, theme, way) {
  const person = newPerson();
  const window = await openWindow(browser, { size, theme, url: program.url });
  const { page } = window;
  await page.goto("/");
  await heading(page, /See what the bureaus say/).waitFor();
  await judge(window, "welcome");

  await register(page, person);
  await heading(page, "No reports yet").waitFor();
  await judge(window, "start-empty");
  await upload(page, way);
  assert.match(await eventsOf(page), /^event: done$/m);
  await judge(window, "report");
  await seeEvidence(page);
  await judge(window, "evidence");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });

  const storageState = await window.context.storageState();
  return { person, window, storageState };
}

describe("the main job", () => {
  it("works at a desk in daylight, by drag and drop", async () => {
    const { window, person } = await story(desktop, "light", "drop");
    const { page } = window;
    await page.goto("/");
    await page.getByText("Accounts of the latest report").waitFor();
    await judge(window, "start");

    await signOut(page);
    await judge(window, "sign-in");
    await signIn(page, person);

    await page.goto("/reports");
    await page.locator(".ledger__link").first().click();
    await button(page, "Delete this report").click();
    await page.getByText("The report will be deleted.").waitFor();
    await button(page, "Undo").click();
    await heading(page, "Accounts").waitFor();
    await button(page, "Delete this report").click();
    await button(page, "Close this message").click();
    await page.getByText("No reports yet").waitFor();
    await judge(window, "reports-empty");

    await window.context.setOffline(true);
    await page.getByText("You are offline.").waitFor();
    await window.context.setOffline(false);
    await page.getByText("You are offline.").waitFor({ state: "detached" });
    await window.context.close();
  });

  it("works on a phone at night, and in the other themes", async () => {
    const { window, storageState } = await story(phone, "dark", "choose");
    const reportPath = new URL(window.page.url()).pathname;
    await window.context.close();

    for (const [size, theme] of [[phone, "light"], [desktop, "dark"]]) {
      const other = await openWindow(browser, { size, theme, url: program.url, storageState });
      await visit(other, "/", "Accounts of the latest report", "start");
      await visit(other, reportPath, "Accounts", "report");
      await seeEvidence(other.page);
      await judge(other, "evidence");
      await visit(other, "/reports", "Reports", "reports");
      await visit(other, "/upload", "Upload a report", "upload");
      await visit(other, "/me", "Where you are signed in", "me");
      await visit(other, "/scores", "Scores", "scores");
      await visit(other, "/notifications", "Notifications", "notifications");
      await visit(other, "/search", "Search", "search-empty");
      const { title, places } = await searchFirstAccount(other.page);
      assert.ok(places.every((place) => place.toLowerCase() === title.toLowerCase()), title);
      await judge(other, "search");
      await other.context.close();
    }
  });
});

// From an account in the report to a letter that was approved, as printed.
async function dispute(window, reportPath) {
  const { page } = window;
  await page.goto(reportPath);
  const negative = page.locator(".account--negative").first();
  await negative.getByRole("link", { name: "Dispute this account" }).click();
  await heading(page, "Dispute an account").waitFor();
  await button(page, "Go on to the letter").click();
  await page.getByText("Please say what is wrong.").waitFor();
  await judge(window, "dispute-new");
  await page.getByLabel("In your own words").fill("The balance is not what I owe.");
  await page.getByLabel("This is true as far as I know.").check();
  await button(page, "Go on to the letter").click();
  await heading(page, "Bureau by bureau").waitFor();
  await heading(page, "What happened").waitFor();
  await judge(window, "dispute");

  await page.getByLabel("Your name, as on the report").fill("Terrell Kowalczyk");
  await page.getByLabel("Street and house number").fill("6767 Maple St");
  await page.getByLabel("City, state and postal code").fill("Macon, GA 31201");
  await page.getByLabel("Date of birth").fill("1970-11-11");
  await page.getByLabel("Last four digits").fill("4821");
  await button(page, "Show me the letter").click();
  await page.waitForURL("**/letters/*");
  await page.locator("pre.letter").waitFor();
  await judge(window, "letter");
  const pdf = await page.evaluate(async () => {
    const link = [...document.querySelectorAll("a")].find((one) => one.href.endsWith(".pdf"));
    return (await (await fetch(link.href)).text()).slice(0, 5);
  });
  assert.equal(pdf, "%PDF-");
  await button(page, "Approve this letter").click();
  await page.getByText("You approved this letter").waitFor();
  await judge(window, "letter-approved");
  const today = new Date().toISOString().slice(0, 10);
  await page.getByLabel("Day on which you mailed it").fill(today);
  await button(page, "It is in the mail").click();
  await page.getByText("Until then no clock runs.").waitFor();
  await page.getByLabel("Day on which it arrived").fill(today);
  await button(page, "It has arrived").click();
  await page.getByText("The bureau's time runs from that day.").waitFor();
  await judge(window, "letter-delivered");
  await page.goto("/disputes");
  await page.getByText(/TransUnion has until/).waitFor();
  await judge(window, "disputes");
}

// What the story so far has told, until it is read.
async function readNotifications(window) {
  const { page } = window;
  await page.getByRole("link", { name: "Notifications 3 not read" }).click();
  await page.getByRole("link", { name: "Your letter was delivered" }).waitFor();
  assert.equal(await page.locator(".ledger__row").count(), 3);
  await judge(window, "notifications-new");
  await button(page, "Mark all as read").click();
  await page.getByText("3 not read").waitFor({ state: "detached" });
}

describe("a dispute", () => {
  it("goes from an account to an approved letter, on a phone", async () => {
    const { window } = await story(phone, "light", "choose");
    await dispute(window, new URL(window.page.url()).pathname);
    await readNotifications(window);
    await window.context.close();
  });
});

describe("the description of the API", () => {
  it("is readable", async () => {
    const window = await openWindow(browser, { size: phone, theme: "dark", url: program.url });
    await window.page.goto("/docs");
    await window.page.getByText("/api/v1/upload-credit-report").click();
    await judge(window, "docs");
    await window.context.close();
  });
});

// Searches for the first word of the first account; which words the page marks.
async function searchFirstAccount(page) {
  const accounts = await page.evaluate(async () => (await fetch("/api/v1/tradelines")).json());
  const title = accounts.items[0].creditor.split(" ")[0];
  await page.getByLabel("What are you looking for?").fill(title);
  await button(page, "Search").click();
  await heading(page, "Accounts").waitFor();
  const places = await page.locator("mark").allTextContents();
  assert.ok(places.length > 0, "something is marked");
  return { title, places };
}

async function visit(window, path, title, screen) {
  await window.page.goto(path);
  await window.page.getByRole("heading", { name: title, exact: true }).waitFor();
  await window.page.waitForFunction(() => !document.querySelector(".skeleton"));
  await judge(window, screen);
}

describe("the second factor", () => {
  it("is asked for after it was turned on", async () => {
    const person = newPerson();
    const window = await openWindow(browser, { size: phone, theme: "light", url: program.url });
    const { page } = window;
    await register(page, person);
    await page.goto("/me");
    await button(page, "Turn on").click();
    await page.getByLabel("First, your password again").fill(person.password);
    await button(page, "Go on").click();
    await page.getByRole("img", { name: /QR code/ }).waitFor();
    await judge(window, "totp");

    const key = (await page.locator("dd code").first().textContent()).replaceAll(" ", "");
    await page.getByLabel("Then type the six-digit code it shows").fill(totpCode(key));
    await button(page, "Turn on").click();
    await heading(page, "Your recovery codes").waitFor();
    const recovery = await page.locator(".codes code").first().textContent();
    await judge(window, "recovery-codes");

    await signOut(page);
    await page.goto("/sign-in");
    await page.getByLabel("E-mail address").fill(person.email);
    await page.getByLabel("Password").fill(person.password);
    await button(page, "Sign in").click();
    await heading(page, "Your second factor").waitFor();
    await button(page, "Use a recovery code instead").click();
    await page.getByLabel("Recovery code").fill(recovery);
    await button(page, "Go on").click();
    await heading(page, "Your credit at a glance").waitFor();
    await window.context.close();
  });
});
