// Prints the saved web pages of a folder of invented reports to PDF through Chromium, as a person
// would who saves them on paper, each with its truth beside it:
//   build/release/fairfile synth --layout disclosure --reports 300 --seed 1 --into pages
//   node tools/print_reports.mjs pages printed && build/release/fairfile evaluate printed
// Paper, margins and scale differ from file to file and are the same on every run.
import { copyFile, mkdir, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(new URL("../web/package.json", import.meta.url));
const { chromium } = require("playwright-core");

const papers = ["Letter", "Letter", "A4", "Legal"];
const margins = ["8mm", "12mm", "19mm"];
const scales = [1, 0.9, 0.8, 1.1];

const [from, into] = process.argv.slice(2);
if (!from || !into) {
  console.error("usage: node tools/print_reports.mjs FOLDER INTO");
  process.exit(2);
}

await mkdir(into, { recursive: true });
const pages = (await readdir(from)).filter((name) => name.endsWith(".html")).sort();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
const tab = await browser.newPage();
for (const [nth, name] of pages.entries()) {
  const stem = path.basename(name, ".html");
  const margin = margins[nth % margins.length];
  await tab.goto(pathToFileURL(path.resolve(from, name)).href);
  await tab.pdf({
    path: path.join(into, `${stem}.pdf`),
    format: papers[nth % papers.length],
    scale: scales[Math.floor(nth / 3) % scales.length],
    margin: { top: margin, right: margin, bottom: margin, left: margin },
    displayHeaderFooter: nth % 4 === 1,
  });
  await copyFile(path.join(from, `${stem}.truth.json`), path.join(into, `${stem}.truth.json`));
}
await browser.close();
