// Whoever changes the history behind the triggers' back is found by `audit verify`.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { after, before, describe, it } from "node:test";
import { register, startPlatform } from "./platform.mjs";

let platform;
let anchors;

before(async () => {
  platform = await startPlatform();
  anchors = join(platform.folder, "anchors");
  await register(platform.url);
});

after(() => platform?.stop());

function verify() {
  const ended = spawnSync(
    resolve(process.env.FAIRFILE_BINARY),
    ["audit", "verify", "--anchors", anchors],
    {
      encoding: "utf8",
      env: { ...process.env, FAIRFILE_DATA: join(platform.folder, "var") },
    },
  );
  return { status: ended.status, said: ended.stdout + ended.stderr };
}

function asSuperuser(statement) {
  const socket = join(platform.folder, "var/postgres/socket");
  const ended = spawnSync(
    "psql",
    ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", socket, "-U", "postgres", "-d", "fairfile"],
    { input: statement, encoding: "utf8" },
  );
  assert.equal(ended.status, 0, ended.stderr);
}

const quietly = (statement) =>
  asSuperuser(`set session_replication_role = replica; ${statement};`);
const lastEntry = "(select max(seq) from audit_log)";

describe("the audit log", () => {
  it("is whole, and its head is noted for the next time", () => {
    const { status, said } = verify();
    assert.equal(status, 0, said);
    assert.match(said, /^Log: [1-9]\d* entries in 1 chains, 0 breaks\.$/m);
    assert.match(readFileSync(anchors, "utf8"), /^[1-9]\d* [0-9a-f]{64}\n$/);
  });

  it("shows that its end was cut off, which only the noted head can tell", () => {
    asSuperuser("create table kept as select * from audit_log order by seq desc limit 1");
    quietly(`delete from audit_log where seq = ${lastEntry}`);
    assert.equal(verify().status, 1);
    quietly("insert into audit_log select * from kept");
    assert.equal(verify().status, 0);
  });

  it("shows that an entry was rewritten, and notes no head then", () => {
    const noted = readFileSync(anchors, "utf8");
    quietly(`update audit_log set action = 'nothing.happened' where seq = ${lastEntry}`);
    const { status, said } = verify();
    assert.equal(status, 1, said);
    assert.match(said, /entry \d+: changed/);
    assert.equal(readFileSync(anchors, "utf8"), noted);
  });
});
