// One whole platform on free ports with a data folder of its own, and the calls people make to it.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const repository = resolve(fileURLToPath(new URL("../..", import.meta.url)));
const startMsMax = 90_000;
const stopMsMax = 20_000;
const firstPort = 20_000;
const portsCount = 12_000;

export const pause = (ms) => new Promise((done) => setTimeout(done, ms));

async function isFree(port) {
  const server = createServer().listen(port, "127.0.0.1");
  const free = await Promise.race([
    once(server, "listening").then(() => true),
    new Promise((done) => server.once("error", () => done(false))),
  ]).catch(() => false);
  if (free) await new Promise((done) => server.close(done));
  return free;
}

// Below the range from which the system takes ports for outgoing connections.
export async function freePort() {
  for (;;) {
    const port = firstPort + (randomBytes(4).readUInt32BE() % portsCount);
    if (await isFree(port)) return port;
  }
}

async function isReady(url) {
  const answer = await fetch(`${url}/readyz`).catch(() => null);
  return answer?.ok ?? false;
}

async function untilReady(url, child, output) {
  for (const end = Date.now() + startMsMax; Date.now() < end; await pause(200)) {
    if (child.exitCode !== null) break;
    if (await isReady(url)) return;
  }
  throw new Error(`the platform did not become ready:\n${output().slice(-4000)}`);
}

export async function startPlatform(settings = {}) {
  const binary = process.env.FAIRFILE_BINARY;
  if (!binary) throw new Error("FAIRFILE_BINARY names no program");
  const folder = mkdtempSync(join(tmpdir(), "fairfile-api-"));
  const port = await freePort();
  const metricsPort = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(resolve(binary), ["up", "--data", join(folder, "var"), "--port", `${port}`], {
    cwd: repository,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      FAIRFILE_METRICS_PORT: `${metricsPort}`,
      FAIRFILE_LIMIT_ADDRESS_PER_MINUTE: "0",
      FAIRFILE_LIMIT_USER_PER_MINUTE: "0",
      FAIRFILE_LIMIT_SIGNED_IN_ADDRESS_PER_MINUTE: "0",
      ...settings,
    },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => (said += text));
  }
  async function stop() {
    if (child.exitCode === null && child.signalCode === null) {
      const late = setTimeout(() => child.kill("SIGKILL"), stopMsMax);
      child.kill("SIGTERM");
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
  return { url, port, folder, metricsUrl: `http://127.0.0.1:${metricsPort}`, stop };
}

export async function register(url) {
  const email = `person-${randomBytes(6).toString("hex")}@example.org`;
  const password = randomBytes(24).toString("base64url");
  const answer = await fetch(`${url}/api/v1/auth/register`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password }),
  });
  const body = await answer.json();
  if (answer.status !== 201) throw new Error(`register: ${answer.status} ${JSON.stringify(body)}`);
  return { email, password, token: body.access_token };
}

export const bearer = (person) => ({ authorization: `Bearer ${person.token}` });

export function readDescription() {
  return JSON.parse(readFileSync(join(repository, "docs/api/openapi.json"), "utf8"));
}
