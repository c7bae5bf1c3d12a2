// Fails when the scripts of the first view weigh more than a slow phone takes in a second.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const gzipBytesMax = 100_000;

export function firstViewBytes(folder) {
  const html = readFileSync(join(folder, "index.html"), "utf8");
  const scripts = new Set(html.match(/\/assets\/[^"]+\.js/g));
  return [...scripts]
    .map((name) => gzipSync(readFileSync(join(folder, name)), { level: 9 }).length)
    .reduce((sum, bytes) => sum + bytes, 0);
}

if (process.argv[2] && process.argv[1]?.endsWith("check_size.mjs")) {
  const bytes = firstViewBytes(process.argv[2]);
  console.log(`first view: ${bytes} bytes of script, gzip`);
  if (bytes > gzipBytesMax) {
    console.error(`more than ${gzipBytesMax}: load something later`);
    process.exitCode = 1;
  }
}
