#!/usr/bin/env node
// An upgrade and its rollback between two builds, under load, as docs/deployment.md describes them.
//
//   FAIRFILE_BINARY=NEW tests/deploy/upgrade.mjs OLD
//
// Two servers and a worker of the old build behind HAProxy; then the new build's migrations, its
// servers one by one, its worker; then the old ones again, on the new schema. People read, register
// and upload all the time. Says what was asked in each stage; exit 1 when a request failed or an
// upload was not read. By hand: it needs two builds.
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { freePort, pause, repository } from "../api/platform.mjs";
import { Proxy } from "./proxy.mjs";
import { Stack, binary, until } from "./stack.mjs";

const sample = readFileSync(join(repository, "tests/fixtures/sample_report.pdf"));
const stageMs = 5_000;
const readersCount = 4;
const uploadPauseMs = 400;

class Load {
  failed = [];
  uploads = [];
  #stages = new Map();
  #running = [];
  #stage = "old";
  #going = true;

  constructor(proxy) {
    this.proxy = proxy;
  }

  async ask(...words) {
    const stage = this.#stage;
    const answer = await this.proxy.ask(...words).catch((error) => ({ status: error.code }));
    this.#stages.set(stage, (this.#stages.get(stage) ?? 0) + 1);
    const good = answer.status >= 200 && answer.status < 300;
    if (!good) this.failed.push(`${stage}: ${words[0]} ${words[1]} ${answer.status}`);
    return good ? answer : null;
  }

  async register() {
    const email = `person-${randomBytes(6).toString("hex")}@example.org`;
    const password = randomBytes(24).toString("base64url");
    const body = Buffer.from(JSON.stringify({ email, password }));
    const answer = await this.ask("POST", "/api/v1/auth/register", { body });
    return answer && { token: JSON.parse(answer.text).access_token };
  }

  async start() {
    const person = await this.register();
    const paths = ["/api/v1/dashboard", "/api/v1/credit-accounts", "/api/v1/quota"];
    const read = async () => {
      while (this.#going) {
        for (const path of paths) await this.ask("GET", path, person);
      }
    };
    const upload = async () => {
      while (this.#going) {
        const owner = await this.register();
        const sent = { ...owner, body: sample, type: "application/pdf" };
        const answer = owner && (await this.ask("POST", "/api/v1/upload-credit-report", sent));
        if (answer) this.uploads.push({ owner, place: answer.headers.location });
        await pause(uploadPauseMs);
      }
    };
    this.#running = [...Array.from({ length: readersCount }, read), upload()];
  }

  async stage(name, change) {
    this.#stage = name;
    await change();
    await pause(stageMs);
    console.log(`${name}: ${this.#stages.get(name) ?? 0} requests`);
  }

  async end() {
    this.#going = false;
    await Promise.all(this.#running);
    for (const { owner, place } of this.uploads) {
      await until(`${place} is read`, async () => {
        const answer = await this.ask("GET", place, owner);
        return answer && JSON.parse(answer.text).status === "done";
      });
    }
  }
}

class Platform {
  constructor(stack, ports) {
    this.stack = stack;
    this.ports = ports;
    this.servers = [];
  }

  async serve(index, program) {
    if (this.servers[index]) await this.stack.end(this.servers[index]);
    const settings = {
      DATABASE_URL: this.stack.url("fairfile_api"),
      FAIRFILE_HTTP_PORT: `${this.ports[index]}`,
      FAIRFILE_TRUSTED_PROXIES: "127.0.0.1",
    };
    this.servers[index] = await this.stack.startRole("serve", settings, program);
  }

  async work(program) {
    if (this.worker) await this.stack.end(this.worker);
    const settings = { FAIRFILE_WORKER_DATABASE_URL: this.stack.url("fairfile_worker") };
    this.worker = await this.stack.startRole("work", settings, program);
  }
}

async function main(old) {
  const stack = new Stack();
  const proxy = new Proxy(stack);
  const load = new Load(proxy);
  const platform = new Platform(stack, [await freePort(), await freePort()]);
  const roll = async (program) => {
    for (const index of [0, 1]) {
      await platform.serve(index, program);
      await proxy.untilUp(index + 1);
    }
    await platform.work(program);
  };
  try {
    await stack.startDatabase(old);
    stack.makeKeys();
    await platform.serve(0, old);
    await platform.serve(1, old);
    await platform.work(old);
    await proxy.start(...platform.ports);
    await load.start();
    await load.stage("old build", async () => {});
    await load.stage("new schema, old build", async () => console.log(stack.migrate().trim()));
    await load.stage("new build", () => roll(binary));
    await load.stage("back to the old build, new schema", () => roll(old));
    await load.end();
    console.log(`${load.uploads.length} uploads, all read`);
    for (const line of load.failed) console.log(line);
    console.log(`${load.failed.length} failed requests`);
    return load.failed.length === 0 ? 0 : 1;
  } finally {
    proxy.stop();
    await stack.stop();
  }
}

if (!process.argv[2]) {
  console.error("usage: FAIRFILE_BINARY=NEW tests/deploy/upgrade.mjs OLD");
  process.exit(2);
}
process.exit(await main(resolve(process.argv[2])));
