// The parts of a deployment, as real processes: a PostgreSQL with passwords, a migrated database,
// and `fairfile serve` and `work` against it, as many as a test wants.
import { execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { freePort, pause, repository } from "../api/platform.mjs";

export const binary = resolve(process.env.FAIRFILE_BINARY ?? "fairfile");
export const deploy = join(repository, "deploy");
const untilMsMax = 60_000;
const endMsMax = 20_000;
const asRoot = process.getuid() === 0;
// Servers that refuse to run as root run as the user of Debian's PostgreSQL.
const lowly = asRoot ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : [];

export async function until(what, check) {
  for (const end = Date.now() + untilMsMax; Date.now() < end; await pause(100)) {
    const found = await check();
    if (found) return found;
  }
  throw new Error(`${what}: not in time`);
}

/** Every setting that the program knows, by name. */
export function knownSettings() {
  const text = execFileSync(binary, ["config"], { encoding: "utf8" });
  return new Set([...text.matchAll(/^([A-Z][A-Z0-9_]+) /gm)].map(([, name]) => name));
}

/** Names that stand in a file and that no program would read. */
export function unknownSettings(names, known = knownSettings()) {
  const isKnown = (name) =>
    name === "FAIRFILE_CONFIG" || known.has(name) || known.has(name.replace(/_FILE$/, ""));
  return [...new Set(names)].filter((name) => !isKnown(name));
}

export class Stack {
  folder = mkdtempSync(join(tmpdir(), "fairfile-deploy-"));
  password = randomBytes(12).toString("hex");
  #children = [];

  constructor() {
    chmodSync(this.folder, 0o755);
  }

  run(program, ...words) {
    return execFileSync(program, words, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  }

  /** A file that servers without rights can read as well. */
  file(name, text) {
    const path = join(this.folder, name);
    writeFileSync(path, text);
    chmodSync(path, 0o644);
    return path;
  }

  /** A folder that belongs to whom `startLowly` starts. */
  lowlyFolder(name) {
    const path = join(this.folder, name);
    mkdirSync(path, { mode: 0o700 });
    this.giveAway(path);
    return path;
  }

  start(command, words, env = {}) {
    const child = spawn(command, words, {
      stdio: ["ignore", "pipe", "pipe"],
      cwd: this.folder,
      env: { PATH: process.env.PATH, ...env },
    });
    child.said = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => (child.said += text));
    }
    this.#children.push(child);
    return child;
  }

  startLowly(...words) {
    return this.startLowlyWith({}, ...words);
  }

  startLowlyWith(env, ...words) {
    const [command, ...rest] = [...lowly, ...words];
    return this.start(command, rest, env);
  }

  runLowly(...words) {
    return this.run(...lowly, ...words);
  }

  /** A copy that may be run by whom `startLowly` starts, wherever the original lies. */
  program(path) {
    const copy = join(this.folder, basename(path));
    copyFileSync(path, copy);
    chmodSync(copy, 0o755);
    return copy;
  }

  giveAway(path) {
    if (asRoot) this.run("chown", "-R", "postgres:postgres", path);
  }

  async startDatabase(program = binary) {
    const programs = this.run("pg_config", "--bindir").trim();
    const data = this.lowlyFolder("cluster");
    const [command, ...before] = [...lowly, join(programs, "initdb")];
    this.run(command, ...before, "-D", data, "-A", "trust", "-U", "postgres", "--no-sync");
    this.file("cluster/pg_hba.conf", "host all postgres 127.0.0.1/32 trust\n" +
      "host all all 127.0.0.1/32 scram-sha-256\n");
    this.databasePort = await freePort();
    this.startLowly(
      join(programs, "postgres"), "-D", data, "-p", `${this.databasePort}`,
      "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off",
    );
    await until("PostgreSQL", () => {
      try {
        return this.query("select 1", "postgres");
      } catch {
        return false;
      }
    });
    this.query("create database fairfile", "postgres");
    this.migrate(program);
    for (const role of ["owner", "api", "worker"]) {
      this.query(`alter role fairfile_${role} password '${this.password}'`);
    }
  }

  migrate(program = binary) {
    const owner = `FAIRFILE_OWNER_DATABASE_URL=${this.url("postgres")}`;
    return this.run("env", owner, program, "migrate");
  }

  url(role, port = this.databasePort) {
    return `postgresql://${role}:${this.password}@127.0.0.1:${port}/fairfile`;
  }

  query(text, database = "fairfile") {
    const where = ["-h", "127.0.0.1", "-p", `${this.databasePort}`, "-U", "postgres", database];
    return this.run("psql", ...where, "-AtXc", text).trim();
  }

  makeKeys() {
    const key = () => randomBytes(32).toString("base64url");
    this.kek = join(this.folder, "kek");
    this.tokenKey = join(this.folder, "token");
    writeFileSync(this.kek, `k1:${key()}\n`, { mode: 0o600 });
    writeFileSync(this.tokenKey, `${key()}\n`, { mode: 0o600 });
  }

  get environment() {
    return {
      FAIRFILE_DATA: this.folder,
      FAIRFILE_OBJECT_DIRECTORY: join(this.folder, "objects"),
      FAIRFILE_KEY_DIRECTORY: join(this.folder, "keystore"),
      FAIRFILE_KEY_ENCRYPTION_KEYS: this.kek,
      FAIRFILE_TOKEN_KEY: this.tokenKey,
      FAIRFILE_CORES: "1",
      FAIRFILE_METRICS_PORT: "0",
      FAIRFILE_LIMIT_ADDRESS_PER_MINUTE: "0",
      FAIRFILE_LIMIT_USER_PER_MINUTE: "0",
      FAIRFILE_LIMIT_SIGNED_IN_ADDRESS_PER_MINUTE: "0",
    };
  }

  /** `fairfile serve` or `work`, ready; `settings` win over this stack's own. */
  async startRole(role, settings, program = binary) {
    const child = this.start(program, [role], { ...this.environment, ...settings });
    const word = role === "serve" ? '"serving"' : '"working"';
    await until(`fairfile ${role}\n`, () => {
      if (child.exitCode !== null) throw new Error(`fairfile ${role}: ${child.said}`);
      return child.said.includes(word);
    });
    return child;
  }

  async end(child) {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const late = setTimeout(() => child.kill("SIGKILL"), endMsMax);
    child.kill("SIGTERM");
    await once(child, "exit");
    clearTimeout(late);
  }

  async stop() {
    for (const child of this.#children.reverse()) await this.end(child);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
