// Limits counted in a real Redis that hangs, is wiped and dies under steady load: nobody notices.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { after, before, describe, it } from "node:test";
import { bearer, freePort, pause, register, startPlatform } from "./platform.mjs";

const perMinute = 1_000_000;
const callers = 8;
const faultMs = 1_500;
const msMax = 20_000;

let port;
let redis;
let platform;
let person;

const cli = (...words) =>
  execFileSync("redis-cli", ["-p", `${port}`, ...words], { encoding: "utf8" }).trim();

async function until(what, look) {
  for (const end = Date.now() + msMax; Date.now() < end; await pause(50)) {
    if (await look()) return;
  }
  throw new Error(`waited in vain for ${what}`);
}

async function startRedis() {
  redis = spawn("redis-server", ["--port", `${port}`, "--bind", "127.0.0.1", "--save", ""], {
    stdio: "ignore",
  });
  await until("redis-server", () => {
    try {
      return cli("ping") === "PONG";
    } catch {
      return false;
    }
  });
}

before(async () => {
  port = await freePort();
  await startRedis();
  platform = await startPlatform({
    FAIRFILE_LIMIT_MODE: "redis",
    REDIS_URL: `redis://127.0.0.1:${port}`,
    FAIRFILE_LIMIT_ADDRESS_PER_MINUTE: `${perMinute}`,
    FAIRFILE_LIMIT_SIGNED_IN_ADDRESS_PER_MINUTE: `${perMinute}`,
    FAIRFILE_LIMIT_USER_PER_MINUTE: `${perMinute}`,
  });
  person = await register(platform.url);
});
after(async () => {
  await platform?.stop();
  redis?.kill("SIGKILL");
});

const ask = async () => {
  const answer = await fetch(`${platform.url}/api/v1/credit-reports`, { headers: bearer(person) });
  await answer.arrayBuffer();
  return answer.status;
};

async function failedOpen() {
  const text = await (await fetch(`${platform.metricsUrl}/metrics`)).text();
  return Number(/^rate_limit_failed_open_total(?:\{.*\})? (\S+)/m.exec(text)?.[1] ?? 0);
}

// How often each status was answered while the fault lasted.
async function statusesDuring(fault) {
  const statuses = {};
  let over = false;
  const load = Array.from({ length: callers }, async () => {
    while (!over) {
      const status = await ask();
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  });
  await fault();
  over = true;
  await Promise.all(load);
  return statuses;
}

async function isCountedAgain() {
  cli("flushall");
  await until("counting in Redis", async () => {
    await ask();
    return Number(cli("dbsize")) > 0;
  });
}

function onlyAnswered(statuses) {
  assert.deepEqual(Object.keys(statuses), ["200"], JSON.stringify(statuses));
}

describe("limits in Redis", () => {
  it("are counted there", isCountedAgain);

  it("let requests through while it hangs", async () => {
    const before = await failedOpen();
    onlyAnswered(
      await statusesDuring(async () => {
        redis.kill("SIGSTOP");
        await pause(faultMs);
        redis.kill("SIGCONT");
      }),
    );
    assert.ok((await failedOpen()) > before);
    await isCountedAgain();
  });

  it("go on when it is wiped", async () => {
    onlyAnswered(
      await statusesDuring(async () => {
        for (let wiped = 0; wiped < 20; wiped += 1) {
          cli("flushall");
          cli("script", "flush");
          await pause(20);
        }
      }),
    );
    await isCountedAgain();
  });

  it("let requests through while it is dead", async () => {
    const before = await failedOpen();
    onlyAnswered(
      await statusesDuring(async () => {
        redis.kill("SIGKILL");
        await pause(faultMs);
        await startRedis();
      }),
    );
    assert.ok((await failedOpen()) > before);
    await isCountedAgain();
  });
});
