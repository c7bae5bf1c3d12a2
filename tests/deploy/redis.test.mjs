// The Redis of deploy/redis, really started: alone it keeps its counters over a restart, with
// Sentinel and as a Cluster it goes on without the one that died.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { freePort } from "../api/platform.mjs";
import { Stack, deploy, until } from "./stack.mjs";

const file = (name) => readFileSync(join(deploy, "redis", name), "utf8");
const busDistance = 10_000;

class Servers extends Stack {
  passwordFile() {
    return this.file(
      "password.conf",
      `requirepass ${this.password}\nmasterauth ${this.password}\n`,
    );
  }

  ask(port, ...words) {
    const where = ["--no-auth-warning", "-a", this.password, "-h", "127.0.0.1", "-p", `${port}`];
    try {
      return this.run("redis-cli", ...where, ...words).trim();
    } catch (error) {
      return `${error.stdout}${error.stderr}`;
    }
  }

  async startRedis(port, name = "redis.conf", extra = "") {
    const folder = join(this.folder, `${port}`);
    mkdirSync(folder, { recursive: true });
    const text = file(name)
      .replace("/etc/redis/fairfile-password.conf", this.passwordFile())
      .replace("port 6379", `port ${port}`)
      .replace("/var/lib/redis", folder);
    const child = this.start("redis-server", [this.file(`${port}.conf`, text + extra)]);
    await until(`Redis at ${port}`, () => this.ask(port, "ping") === "PONG");
    return child;
  }
}

async function portWithBus() {
  const port = await freePort();
  return port + busDistance < 2 ** 16 ? port : portWithBus();
}

describe("Redis alone", () => {
  const stack = new Servers();
  after(() => stack.stop());

  it("asks for a password, and counts on after a restart", async () => {
    const port = await freePort();
    const first = await stack.startRedis(port);
    assert.match(stack.run("redis-cli", "-p", `${port}`, "incr", "units"), /NOAUTH/);
    assert.equal(stack.ask(port, "incr", "units"), "1");
    await stack.end(first);
    await stack.startRedis(port);
    assert.equal(stack.ask(port, "incr", "units"), "2");
    assert.match(stack.ask(port, "config", "get", "maxmemory-policy"), /volatile-ttl/);
  });
});

describe("Redis with Sentinel", () => {
  const stack = new Servers();
  const ports = {};
  let first;

  before(async () => {
    for (const name of ["first", "second", "a", "b", "c"]) ports[name] = await freePort();
    first = await stack.startRedis(ports.first);
    await stack.startRedis(ports.second, "redis.conf", `replicaof 127.0.0.1 ${ports.first}\n`);
    await until("the copy", () =>
      stack.ask(ports.second, "info", "replication").includes("master_link_status:up"),
    );
    for (const port of [ports.a, ports.b, ports.c]) {
      const text = file("sentinel.conf")
        .replace("port 26379", `port ${port}`)
        .replace("127.0.0.1 6379", `127.0.0.1 ${ports.first}`)
        .replace("replace-with-the-password", stack.password)
        .replace("/var/lib/redis", stack.folder);
      stack.start("redis-server", [stack.file(`sentinel-${port}.conf`, text), "--sentinel"]);
    }
    await until("the watchers know each other", () =>
      [ports.a, ports.b, ports.c].every((port) => {
        const known = stack.run("redis-cli", "-p", `${port}`, "sentinel", "ckquorum", "fairfile");
        return known.startsWith("OK 3");
      }),
    );
    await until("the watchers know the copy", () =>
      [ports.a, ports.b, ports.c].every((port) => {
        const known = stack.run("redis-cli", "-p", `${port}`, "sentinel", "replicas", "fairfile");
        return known.includes(`${ports.second}`);
      }),
    );
  });
  after(() => stack.stop());

  it("puts the second in the place of the first", async () => {
    stack.ask(ports.first, "set", "units", "41");
    assert.equal(stack.ask(ports.first, "wait", "1", "5000"), "1");
    first.kill("SIGKILL");
    await until("the second is the first", () =>
      stack
        .run("redis-cli", "-p", `${ports.a}`, "sentinel", "get-master-addr-by-name", "fairfile")
        .includes(`${ports.second}`),
    );
    await until("it writes", () => stack.ask(ports.second, "incr", "units") === "42");
  });
});

describe("Redis as a Cluster", () => {
  const stack = new Servers();
  const ports = [];
  const nodes = [];

  before(async () => {
    while (ports.length < 6) ports.push(await portWithBus());
    for (const port of ports) nodes.push(await stack.startRedis(port, "cluster.conf"));
    const addresses = ports.map((port) => `127.0.0.1:${port}`);
    const how = ["--cluster-replicas", "1", "--cluster-yes"];
    stack.ask(ports[0], "--cluster", "create", ...addresses, ...how);
    const ready = (port) => {
      const role = stack.ask(port, "info", "replication");
      const state = stack.ask(port, "cluster", "info");
      return state.includes("cluster_state:ok") && !role.includes("master_link_status:down");
    };
    await until("the Cluster", () => ports.every(ready));
  });
  after(() => stack.stop());

  it("counts on when one of the three dies", async () => {
    const home = (port) => stack.ask(port, "-c", "incr", "units");
    assert.equal(home(ports[0]), "1");
    const slot = stack.ask(ports[0], "cluster", "keyslot", "units");
    const owner = ports.find((port) => {
      const own = stack.ask(port, "cluster", "nodes").match(/myself,master.*connected (\d+)-(\d+)/);
      return own && Number(own[1]) <= Number(slot) && Number(slot) <= Number(own[2]);
    });
    await until("the copy has it", () => stack.ask(owner, "wait", "1", "1000") === "1");
    nodes[ports.indexOf(owner)].kill("SIGKILL");
    const other = ports.find((port) => port !== owner);
    await until("somebody stands in", () => home(other) === "2");
  });
});
