// HAProxy before two `fairfile serve` before PgBouncer before PostgreSQL, each with the file of
// deploy/ (ports and folders of the test put in): what people do goes through all of it, and a
// release is rolled out under them without a failed request.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { freePort, pause, repository } from "../api/platform.mjs";
import { Proxy } from "./proxy.mjs";
import { Stack, deploy, until } from "./stack.mjs";

const sample = readFileSync(join(repository, "tests/fixtures/sample_report.pdf"));
const rollingReaders = 8;
const bouncerConnectionsMax = 20;

describe("several servers behind HAProxy and PgBouncer", () => {
  const stack = new Stack();
  const servers = [];
  const ports = {};
  const proxy = new Proxy(stack);
  const ask = (...words) => proxy.ask(...words);
  let person;

  before(async () => {
    await stack.startDatabase();
    stack.makeKeys();
    for (const name of ["first", "second", "bouncer"]) ports[name] = await freePort();
    await startBouncer();
    servers.push(await serve(ports.first), await serve(ports.second));
    await stack.startRole("work", {
      FAIRFILE_WORKER_DATABASE_URL: stack.url("fairfile_worker"),
      FAIRFILE_WORK_CONCURRENCY: "1",
    });
    await proxy.start(ports.first, ports.second);
  });
  after(async () => {
    proxy.stop();
    await stack.stop();
  });

  async function startBouncer() {
    const folder = stack.lowlyFolder("pgbouncer");
    const secrets = stack.query(
      "select format('\"%s\" \"%s\"', rolname, rolpassword) from pg_authid " +
        "where rolname = 'fairfile_api'",
    );
    stack.query(`create role pgbouncer_stats login password '${stack.password}'`);
    const users = `${secrets}\n"pgbouncer_stats" "${stack.password}"\n`;
    const text = readFileSync(join(deploy, "pgbouncer/pgbouncer.ini"), "utf8")
      .replace("port=5432", `port=${stack.databasePort}`)
      .replace("listen_port = 6432", `listen_port = ${ports.bouncer}`)
      .replace("/etc/pgbouncer/userlist.txt", stack.file("userlist.txt", users))
      .replace("/var/log/postgresql", folder)
      .replace("/run/postgresql", folder);
    stack.startLowly("pgbouncer", stack.file("pgbouncer.ini", text));
    await until("PgBouncer", () => {
      try {
        return pools();
      } catch {
        return false;
      }
    });
  }

  function pools(what = "pools") {
    const place = `127.0.0.1:${ports.bouncer}/pgbouncer`;
    const url = `postgresql://pgbouncer_stats:${stack.password}@${place}`;
    return stack.run("psql", url, "-AtXc", `show ${what}`);
  }

  const serve = (port) =>
    stack.startRole("serve", {
      DATABASE_URL: stack.url("fairfile_api", ports.bouncer),
      FAIRFILE_HTTP_PORT: `${port}`,
      FAIRFILE_TRUSTED_PROXIES: "127.0.0.1",
    });

  it("register, upload and read", async () => {
    const email = `person-${randomBytes(6).toString("hex")}@example.org`;
    const password = randomBytes(24).toString("base64url");
    const body = Buffer.from(JSON.stringify({ email, password }));
    const registered = await ask("POST", "/api/v1/auth/register", { body });
    assert.equal(registered.status, 201, registered.text);
    person = { token: JSON.parse(registered.text).access_token };
    const upload = { ...person, body: sample, type: "application/pdf" };
    const taken = await ask("POST", "/api/v1/upload-credit-report", upload);
    assert.equal(taken.status, 202, taken.text);
    const report = await until("the report is read", async () => {
      const answer = await ask("GET", taken.headers.location, person);
      assert.equal(answer.status, 200, answer.text);
      return !["queued", "reading"].includes(JSON.parse(answer.text).status) && answer.text;
    });
    assert.match(report, /"status":"(done|needs_review)"/);
    const accounts = await ask("GET", "/api/v1/credit-accounts", person);
    assert.match(accounts.text, /creditor/);
  });

  it("share twenty connections among any number of callers", async () => {
    const calls = Array.from({ length: 200 }, () => ask("GET", "/api/v1/dashboard", person));
    const statuses = (await Promise.all(calls)).map((answer) => answer.status);
    assert.deepEqual(new Set(statuses), new Set([200]));
    const open = pools("servers").trim().split("\n").length;
    assert.ok(open >= 1 && open <= bouncerConnectionsMax, `${open} connections`);
    assert.match(pools("databases"), /^fairfile\|.*\|20\|/m);
  });

  it("hide probes and metrics, and send plain HTTP away", async () => {
    for (const path of ["/metrics", "/readyz", "/livez"]) {
      assert.equal((await ask("GET", path)).status, 404);
    }
    const plain = await fetch(`http://127.0.0.1:${proxy.ports.plain}/docs`, { redirect: "manual" });
    assert.equal(plain.status, 308);
    assert.match(plain.headers.get("location"), /^https:/);
  });

  it("are replaced one by one without a failed request", async () => {
    let rolling = true;
    const seen = [];
    const reader = async () => {
      while (rolling) {
        const answer = await ask("GET", "/api/v1/dashboard", person).catch((error) => ({
          status: error.code,
        }));
        seen.push(answer.status);
      }
    };
    const readers = Array.from({ length: rollingReaders }, reader);
    for (const [index, port] of [ports.first, ports.second].entries()) {
      await stack.end(servers[index]);
      const asked = seen.length;
      await until("the other server answers", () => seen.length > asked + rollingReaders);
      servers[index] = await serve(port);
      await proxy.untilUp(index + 1);
    }
    await pause(500);
    rolling = false;
    await Promise.all(readers);
    assert.ok(seen.length > 100, `${seen.length} requests`);
    assert.deepEqual(seen.filter((status) => status !== 200), []);
  });
});
