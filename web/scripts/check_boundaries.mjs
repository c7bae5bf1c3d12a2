// Who may import whom: lib < components < features/x < app. A feature never imports another.
import { readFileSync } from "node:fs";
import { dirname, extname, join, normalize, relative, sep } from "node:path";
import { filesBelow } from "./compress.mjs";

const tier = { lib: 0, styles: 0, components: 1, features: 2, app: 3 };
const importPattern = /(?:\bfrom\s*|\bimport\s*\(?\s*)["'](\.[^"']+)["']/g;

function place(path) {
  const [top, second] = path.split(sep);
  return { top, feature: top === "features" ? second : undefined };
}

export function violation(fromPath, toPath) {
  const from = place(fromPath);
  const to = place(toPath);
  if (from.top === "testing" || !(from.top in tier)) return undefined;
  if (to.top === "testing") return /\.test\.tsx?$/.test(fromPath) ? undefined : "a test helper";
  if (from.feature && to.feature && from.feature !== to.feature) return `features/${to.feature}`;
  if (to.top in tier && tier[to.top] > tier[from.top]) return to.top;
  return undefined;
}

export function violationsIn(root, path, text) {
  const found = [];
  for (const [index, line] of text.split("\n").entries()) {
    for (const [, target] of line.matchAll(importPattern)) {
      const resolved = normalize(join(dirname(path), target));
      const wrong = violation(path, resolved);
      const self = place(path).feature ? `features/${place(path).feature}` : place(path).top;
      if (wrong) found.push(`${join(root, path)}:${index + 1}: ${self} may not import ${wrong}`);
    }
  }
  return found;
}

function main(root) {
  const sources = filesBelow(root).filter((path) => [".ts", ".tsx"].includes(extname(path)));
  const found = sources.flatMap((path) =>
    violationsIn(root, relative(root, path), readFileSync(path, "utf8")),
  );
  for (const line of found) console.error(line);
  process.exitCode = found.length ? 1 : 0;
}

if (process.argv[2] && process.argv[1]?.endsWith("check_boundaries.mjs")) main(process.argv[2]);
