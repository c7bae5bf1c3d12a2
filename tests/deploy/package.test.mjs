// The Debian package: made from what is built, without a complaint of lintian's, and what it holds
// works where it is unpacked. Man pages and completion are the program's own --help.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { freePort, repository } from "../api/platform.mjs";
import { Stack, binary, until } from "./stack.mjs";

describe("the Debian package", () => {
  const stack = new Stack();
  const root = join(stack.folder, "root");
  let file;

  before(() => {
    file = stack.run(join(repository, "tools/build_deb.sh"), binary, stack.folder).trim();
    stack.run("dpkg-deb", "--extract", file, root);
    stack.run("dpkg-deb", "--control", file, join(stack.folder, "control"));
  });
  after(() => stack.stop());

  it("is clean by lintian", () => {
    const words = ["--fail-on", "error,warning", "--no-tag-display-limit", file];
    const options = { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] };
    let said = "";
    try {
      said = execFileSync("lintian", words, options);
    } catch (error) {
      assert.fail(error.stdout);
    }
    assert.equal(said.trim(), "");
  });

  it("depends on the programs that read documents, and on the libraries of this build", () => {
    const depends = stack.run("dpkg-deb", "--field", file, "Depends");
    for (const one of ["poppler-utils", "tesseract-ocr-eng", "libpq5", "libsodium23"]) {
      assert.ok(depends.includes(one), one);
    }
  });

  it("has a man page for each command, without a complaint of groff's", () => {
    const help = stack.run(binary, "--help");
    const commands = [...help.matchAll(/^ {2}([a-z]+) {3,}/gm)].map(([, name]) => name);
    assert.ok(commands.length > 10);
    for (const name of commands) {
      assert.ok(existsSync(join(root, `usr/share/man/man1/fairfile-${name}.1.gz`)), name);
    }
    for (const section of ["man1", "man5"]) {
      for (const page of readdirSync(join(root, "usr/share/man", section))) {
        const path = join(root, "usr/share/man", section, page);
        const said = stack.run("sh", "-c", 'zcat "$1" | groff -man -ww -z -Tutf8 2>&1', "sh", path);
        assert.equal(said, "", page);
      }
    }
    const settings = join(root, "usr/share/man/man5/fairfile.toml.5.gz");
    assert.match(stack.run("zcat", settings), /FAIRFILE_HTTP_PORT/);
  });

  it("completes commands, what is below them, and their options", () => {
    const script = join(root, "usr/share/bash-completion/completions/fairfile");
    const complete = (...words) =>
      stack.run(
        "bash", "-c",
        'source "$0"; COMP_WORDS=(fairfile "$@"); COMP_CWORD=$#; _fairfile; echo "${COMPREPLY[@]}"',
        script, ...words,
      ).trim();
    assert.equal(complete("migr"), "migrate");
    assert.equal(complete("jobs", "re"), "retry resume");
    assert.equal(complete("up", "--po"), "--port");
    assert.equal(complete("work", "--concurrency", "2", "--que"), "--queues");
  });

  it("serves the web app from where it is unpacked", async () => {
    await stack.startDatabase();
    stack.makeKeys();
    const port = await freePort();
    const settings = { DATABASE_URL: stack.url("fairfile_api"), FAIRFILE_HTTP_PORT: `${port}` };
    await stack.startRole("serve", settings, join(root, "usr/bin/fairfile"));
    await until("ready", async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).ok);
    assert.match(await (await fetch(`http://127.0.0.1:${port}/`)).text(), /<div id="app"|<script/);
  });

  it("makes keys that the program takes, and never others over them", async () => {
    const script = readFileSync(join(stack.folder, "control/postinst"), "utf8");
    const place = join(stack.folder, "etc");
    const own = script
      .replaceAll("/etc/fairfile", place)
      .replace(/getent passwd fairfile/, "true")
      .replace(/-o (root|fairfile) -g (root|fairfile) /g, "")
      .replaceAll("/var/lib/fairfile", join(stack.folder, "lib"))
      .replace(/# (Automatically|End automatically)[\s\S]*/, "");
    const path = stack.file("postinst", own);
    stack.run("sh", path, "configure");
    const keys = ["key_encryption_keys", "token_key"].map((name) => join(place, "secrets", name));
    const first = keys.map((name) => readFileSync(name, "utf8"));
    stack.run("sh", path, "configure", "0.0.1");
    assert.deepEqual(keys.map((name) => readFileSync(name, "utf8")), first);
    await stack.startRole("serve", {
      DATABASE_URL: stack.url("fairfile_api"),
      FAIRFILE_HTTP_PORT: `${await freePort()}`,
      FAIRFILE_KEY_ENCRYPTION_KEYS: keys[0],
      FAIRFILE_TOKEN_KEY: keys[1],
    });
  });
});
