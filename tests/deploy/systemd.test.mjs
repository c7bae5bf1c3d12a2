// The units of deploy/systemd: systemd reads them without complaint, they keep their program
// small, and what they say (program, environment, credentials) starts a serve and a worker.
import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { bearer, freePort, register, repository } from "../api/platform.mjs";
import { Stack, binary, deploy, until, unknownSettings } from "./stack.mjs";

const folder = join(deploy, "systemd");
const names = readdirSync(folder).filter((name) => /\.(service|target)$/.test(name));
const services = names.filter((name) => name.endsWith(".service"));
const unit = (name) => readFileSync(join(folder, name), "utf8");
const lines = (text, key) => [...text.matchAll(new RegExp(`^${key}=(.*)$`, "gm"))].map((m) => m[1]);
// systemd's scale is 0 to 10, times ten here: below 2 is where its own best units stand.
const exposureMax = 20;

describe("the units", () => {
  const stack = new Stack();
  after(() => stack.stop());

  function verify(change = (text) => text) {
    const place = join(stack.folder, `${Math.random()}`);
    mkdirSync(place);
    for (const name of names) {
      const text = unit(name)
        .replace("/usr/bin/fairfile", binary)
        .replace(/^Documentation=man.*\n/m, "");
      writeFileSync(join(place, name), change(text));
    }
    const files = names.map((name) => join(place, name));
    return stack.run("env", `SYSTEMD_UNIT_PATH=${place}:`, "sh", "-c",
      'systemd-analyze verify "$@" 2>&1', "sh", ...files);
  }

  it("are read by systemd without a complaint", () => {
    assert.equal(verify(), "");
    const misspelt = (text) => text.replace("ProtectHome=", "ProtectHoem=");
    assert.match(verify(misspelt), /ProtectHoem/);
  });

  it("keep their program small", () => {
    for (const name of services) {
      const judge = ["security", "--offline=true", `--threshold=${exposureMax}`, "--no-pager"];
      stack.run("systemd-analyze", ...judge, join(folder, name));
    }
    const open = stack.file("open.service", "[Service]\nExecStart=/bin/true\n");
    const judge = ["security", "--offline=true", `--threshold=${exposureMax}`, open];
    assert.throws(() => stack.run("systemd-analyze", ...judge));
  });

  it("name commands and settings that exist", () => {
    for (const name of services) {
      const [start] = lines(unit(name), "ExecStart");
      const [program, ...words] = start.split(" ");
      assert.equal(program, "/usr/bin/fairfile");
      stack.run(binary, ...words, "--help");
      const settings = lines(unit(name), "Environment").map((line) => line.split("=")[0]);
      assert.deepEqual(unknownSettings(settings), []);
    }
    const file = join(folder, "fairfile.toml");
    assert.match(stack.run("env", `FAIRFILE_CONFIG=${file}`, binary, "config"), /FAIRFILE_HTTP/);
    const guide = readFileSync(join(repository, "docs/deployment.md"), "utf8");
    const named = guide.match(/\b(?:FAIRFILE_|DATABASE_URL)\w*/g);
    assert.deepEqual(unknownSettings(named), []);
    assert.deepEqual(unknownSettings(["FAIRFILE_HTTP_PROT"]), ["FAIRFILE_HTTP_PROT"]);
  });
});

describe("what the units say", () => {
  const stack = new Stack();
  let port;

  // A user without rights, under the unit's rules for system calls, which let the cage in.
  const program = stack.program(binary);
  const filter = stack.program(join(repository, "tests/deploy/unit_filter.py"));

  const unitFile = (name) => stack.file(name, unit(name));

  // Credentials are put where systemd puts them: files of one folder, named by %d.
  async function start(name, settings) {
    const text = unit(name);
    const credentials = join(stack.folder, `credentials-${name}`);
    mkdirSync(credentials);
    for (const [key, path] of lines(text, "LoadCredential").map((line) => line.split(":"))) {
      cpSync(path.replace("/etc/fairfile/secrets", join(stack.folder, "secrets")),
        join(credentials, key));
    }
    const environment = lines(text, "Environment")
      .map((line) => line.replace("%d", credentials))
      .map((line) => line.replace("/etc/fairfile/fairfile.toml", stack.settings))
      .map((line) => line.replace("/var/lib/fairfile", join(stack.folder, "state")))
      .map((line) => line.split(/=(.*)/s).slice(0, 2));
    stack.giveAway(credentials);
    const words = lines(text, "ExecStart")[0].split(" ").slice(1);
    const under = ["/usr/bin/python3", filter, unitFile(name), program, ...words];
    const env = { PATH: process.env.PATH, ...Object.fromEntries(environment), ...settings };
    return stack.startLowlyWith(env, ...under);
  }

  before(async () => {
    port = await freePort();
    stack.lowlyFolder("state");
    await stack.startDatabase();
    stack.makeKeys();
    mkdirSync(join(stack.folder, "secrets"));
    const secrets = {
      database_url: stack.url("fairfile_api"),
      worker_database_url: stack.url("fairfile_worker"),
      owner_database_url: stack.url("fairfile_owner"),
      key_encryption_keys: readFileSync(stack.kek, "utf8"),
      token_key: readFileSync(stack.tokenKey, "utf8"),
    };
    for (const [name, text] of Object.entries(secrets)) {
      writeFileSync(join(stack.folder, "secrets", name), `${text.trim()}\n`, { mode: 0o600 });
    }
    const toml = readFileSync(join(folder, "fairfile.toml"), "utf8");
    stack.settings = stack.file("fairfile.toml", toml
      .replaceAll("/var/lib/fairfile", join(stack.folder, "state"))
      .replace("8080", `${port}`));
  });
  after(() => stack.stop());

  it("lets the cage close as tightly as without it, and opens nothing else", () => {
    for (const name of ["fairfile-serve.service", "fairfile-work.service"]) {
      const under = ["/usr/bin/python3", filter, unitFile(name)];
      const layers = (...before) =>
        stack.runLowly(...before, program, "doctor").match(/Sandbox: .*/)[0];
      assert.match(layers(), /system call filter/);
      assert.equal(layers(...under), layers());
      const mount = ["/usr/bin/unshare", "--user", "--mount", "true"];
      assert.throws(() => stack.runLowly(...under, ...mount), /not permitted/);
    }
  });

  it("migrates, serves, works, and ends when told to", async () => {
    const migrate = await start("fairfile-migrate.service");
    await until("migrated", () => migrate.exitCode !== null);
    assert.equal(migrate.exitCode, 0, migrate.said);
    assert.match(migrate.said, /up to date/);
    const metrics = { FAIRFILE_METRICS_PORT: "0" };
    const serve = await start("fairfile-serve.service", metrics);
    const work = await start("fairfile-work.service", metrics);
    await until("ready", async () => {
      const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
      return answer?.ok;
    });
    await until("working", () => work.said.includes('"working"'));
    const url = `http://127.0.0.1:${port}`;
    const headers = { ...bearer(await register(url)), "content-type": "application/pdf" };
    const body = readFileSync(join(repository, "tests/fixtures/sample_report.pdf"));
    const sent = { method: "POST", headers, body };
    const taken = await fetch(`${url}/api/v1/upload-credit-report`, sent);
    assert.equal(taken.status, 202);
    await until("read", async () => {
      const answer = await fetch(`${url}${taken.headers.get("location")}`, { headers });
      return (await answer.json()).status === "done";
    });
    for (const child of [serve, work]) {
      await stack.end(child);
      assert.equal(child.exitCode, 0, child.said);
    }
  });
});
