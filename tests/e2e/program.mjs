// The real program, started on a free port with a data folder of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const repository = resolve(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "../..");
const startSecondsMax = 90;
const stopSecondsMax = 20;

export const reportFile =
  process.env.FAIRFILE_SAMPLE ?? join(repository, "tests/fixtures/sample_report.pdf");
export const pictureFolder = join(repository, "build/e2e");

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

async function isReady(url) {
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    return false;
  }
}

async function untilReady(url, child, output) {
  for (const end = Date.now() + startSecondsMax * 1000; Date.now() < end; ) {
    if (child.exitCode !== null) break;
    if (await isReady(url)) return;
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error(`the program did not become ready:\n${output().slice(-4000)}`);
}

export async function startProgram() {
  const binary = process.env.FAIRFILE_BINARY;
  if (!binary) throw new Error("FAIRFILE_BINARY names no program");
  const folder = mkdtempSync(join(tmpdir(), "fairfile-e2e-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(resolve(binary), ["up", "--data", join(folder, "var"), "--port", `${port}`], {
    cwd: repository,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      FAIRFILE_WEB_DIRECTORY: join(repository, "web/dist"),
      FAIRFILE_METRICS_PORT: "0",
      FAIRFILE_SMTP_URL: "smtp://127.0.0.1:9", // nobody listens
      FAIRFILE_LIMIT_ADDRESS_PER_MINUTE: "0",
      FAIRFILE_LIMIT_USER_PER_MINUTE: "0",
    },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => (said += text));
  }

  async function stop() {
    if (child.exitCode === null) {
      child.kill("SIGTERM");
      const late = setTimeout(() => child.kill("SIGKILL"), stopSecondsMax * 1000);
      await once(child, "exit");
      clearTimeout(late);
    }
    rmSync(folder, { recursive: true, force: true });
  }
  try {
    await untilReady(url, child, () => said);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop, output: () => said };
}
