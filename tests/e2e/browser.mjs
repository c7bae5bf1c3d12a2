// Debian's Chromium, and what every screen must pass: nothing on the console, no policy broken,
// no sideways scrolling, no serious finding of axe. A picture of each is kept.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { departures } from "./contract.mjs";
import { pictureFolder } from "./program.mjs";

const fromWeb = createRequire(new URL("../../web/package.json", import.meta.url));
const { chromium } = fromWeb("playwright-core");
const axe = readFileSync(fromWeb.resolve("axe-core/axe.min.js"), "utf8");

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];
const waitMs = 30_000;
// Taller pages are kept as one screenful: few programs open such a picture.
const pictureHeightMax = 8_000;

export const phone = { name: "phone", width: 360, height: 740 };
export const desktop = { name: "desktop", width: 1440, height: 900 };

export function startBrowser() {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  return chromium.launch({ executablePath, args: flags });
}

// A window of a size and theme; `complaints` collects what a careful page never causes.
export async function openWindow(browser, { size, theme, url, storageState }) {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: size.width, height: size.height },
    colorScheme: theme,
    reducedMotion: "reduce",
    ...(storageState ? { storageState } : {}),
  });
  context.setDefaultTimeout(waitMs);
  const page = await context.newPage();
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(`script: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`console: ${message.text()}`);
  });
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => {
      console.error(`policy: ${event.violatedDirective} refused ${event.blockedURI}`);
    });
  });
  page.on("requestfinished", (request) => void compare(request, complaints));
  return { context, page, complaints, label: `${size.name}-${theme}` };
}

// Every answer of the API that the page got is held against the description.
async function compare(request, complaints) {
  const path = new URL(request.url()).pathname;
  const response = await request.response();
  if (!path.startsWith("/api/") || !response || response.status() === 304) return;
  const contentType = response.headers()["content-type"] ?? "";
  const isJson = /json/.test(contentType);
  // A page that is being left may take its answers with it.
  const body = isJson ? await response.text().catch(() => undefined) : "";
  if (body === undefined) return;
  const answer = { method: request.method(), path, status: response.status(), contentType, body };
  complaints.push(...departures(answer));
}

// Over the debugging protocol, because the page's own policy rightly refuses foreign scripts.
async function findingsOf({ context, page }) {
  const protocol = await context.newCDPSession(page);
  await protocol.send("Runtime.evaluate", { expression: axe });
  await protocol.detach();
  return page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document);
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
  });
}

export async function judge(window, screen) {
  const { page, complaints, label } = window;
  await page.evaluate(() => document.fonts.ready);
  mkdirSync(pictureFolder, { recursive: true });
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const path = join(pictureFolder, `${screen}-${label}.png`);
  await page.screenshot({ path, fullPage: height < pictureHeightMax });

  assert.deepEqual(await findingsOf(window), [], `axe on ${screen}, ${label}`);
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  assert.equal(sideways, false, `${screen} scrolls sideways, ${label}`);
  assert.deepEqual(complaints, [], `the console on ${screen}, ${label}`);
}
