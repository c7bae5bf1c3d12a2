// Fails when src/lib/api/schema.d.ts is not what the API description generates.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = mkdtempSync(join(tmpdir(), "fairfile-types-"));
const fresh = join(folder, "schema.ts");
const cli = "node_modules/openapi-typescript/bin/cli.js";
try {
  execFileSync(process.execPath, [cli, "../docs/api/openapi.json", "-o", fresh], { stdio: "pipe" });
  if (readFileSync(fresh, "utf8") !== readFileSync("src/lib/api/schema.d.ts", "utf8")) {
    console.error("src/lib/api/schema.d.ts is not up to date: npm run types");
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}
