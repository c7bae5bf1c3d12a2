// Writes FILE.br and FILE.gz beside every text file of a folder, so that the server compresses
// nothing while it serves.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const compressible = new Set([".html", ".js", ".css", ".svg", ".json", ".txt"]);
const smallest = 512;

export function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

export function compressFolder(folder) {
  const files = filesBelow(folder)
    .filter((path) => compressible.has(extname(path)))
    .filter((path) => statSync(path).size >= smallest);
  for (const path of files) {
    const bytes = readFileSync(path);
    const quality = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
    writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: quality }));
    writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  }
  return files.length;
}

if (process.argv[2] && process.argv[1]?.endsWith("compress.mjs")) {
  console.log(`compressed ${compressFolder(process.argv[2])} files`);
}
