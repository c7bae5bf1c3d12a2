// The rules, routes and dashboards of deploy/: by the tools of Prometheus, against the metrics that
// a real platform exports, and once all the way from a process that hangs to whoever is called.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { bearer, freePort, register, repository, startPlatform } from "../api/platform.mjs";
import { Stack, deploy, until } from "./stack.mjs";

const rules = ["recording.yml", "alerts.yml"].map((name) =>
  readFileSync(join(deploy, "prometheus/rules", name), "utf8"),
);
const run = (program, ...words) =>
  execFileSync(program, words, { cwd: join(repository, "tests/deploy"), encoding: "utf8" });
const expressions = () => run(join(deploy, "grafana/generate.py"), "--rules");
const jobsTooMany = 102;

describe("the files", () => {
  const folder = mkdtempSync(join(tmpdir(), "fairfile-monitoring-"));
  after(() => rmSync(folder, { recursive: true }));

  it("hold rules that fire when they should and only then", () => {
    assert.match(run("promtool", "test", "rules", "alerts.test.yml"), /SUCCESS/);
    run("promtool", "check", "config", join(deploy, "prometheus/prometheus.yml"));
  });

  it("hold a test for each alert, and a page for whoever is called", () => {
    const tested = readFileSync(join(repository, "tests/deploy/alerts.test.yml"), "utf8");
    for (const [, name] of rules[1].matchAll(/- alert: (\w+)/g)) {
      const of = (what) => new RegExp(`alertname: ${name},?\\s+exp_alerts:${what}`);
      assert.match(tested, of("\\n"), `${name} is not seen firing`);
      assert.match(tested, of(" \\[\\]"), `${name} is not seen silent`);
    }
    for (const [, page] of rules[1].matchAll(/runbook: (\S+)/g)) {
      assert.ok(existsSync(join(repository, page)), `${page} is missing`);
    }
  });

  it("route what is critical to PagerDuty and Slack, a warning to Slack alone", () => {
    const file = join(deploy, "alertmanager/alertmanager.yml");
    const to = (severity) =>
      run("amtool", "config", "routes", "test", `--config.file=${file}`, `severity=${severity}`);
    assert.equal(to("critical").trim(), "pagerduty,slack");
    assert.equal(to("warning").trim(), "slack");
  });

  it("hold no alert back in the name of one that does not exist", () => {
    const names = [...rules[1].matchAll(/- alert: (\w+)/g)].map(([, name]) => name);
    const text = readFileSync(join(deploy, "alertmanager/alertmanager.yml"), "utf8");
    const matchers = [...text.matchAll(/alertname=(~?)"([^"]+)"/g)];
    assert.ok(matchers.length >= 6);
    for (const [, , pattern] of matchers) {
      for (const one of pattern.split("|")) {
        assert.ok(names.some((name) => new RegExp(`^(?:${one})$`).test(name)), one);
      }
    }
  });

  it("are the dashboards that the generator writes, of expressions that Prometheus takes", () => {
    run(join(deploy, "grafana/generate.py"), "--check");
    const file = join(folder, "dashboards.yml");
    writeFileSync(file, expressions());
    run("promtool", "check", "rules", file);
    assert.ok(readdirSync(join(deploy, "grafana/dashboards")).length >= 7);
  });
});

describe("a platform", () => {
  let platform;
  let metrics = "";
  const workUrl = () => platform.metricsUrl.replace(/\d+$/, (port) => Number(port) + 1);

  before(async () => {
    platform = await startPlatform();
  });
  after(() => platform?.stop());

  it("exports every metric that a rule or a plot asks for", async () => {
    const person = await register(platform.url);
    const headers = { ...bearer(person), "content-type": "application/pdf" };
    const body = readFileSync(join(repository, "tests/fixtures/bad/password_needed.pdf"));
    await fetch(`${platform.url}/api/v1/upload-credit-report`, { method: "POST", headers, body });
    const read = async () => {
      const answers = [platform.metricsUrl, workUrl()].map((url) => fetch(`${url}/metrics`));
      const texts = await Promise.all((await Promise.all(answers)).map((one) => one.text()));
      metrics = texts.join("\n");
      // What comes last: of the API the sizes, of the worker the end of its first job.
      const late = ["reports_refused_total", "pg_table_size_bytes", "job_task_failures_total"];
      return late.every((name) => new RegExp(`^${name}`, "m").test(metrics));
    };
    await until("the metrics", read);

    const exported = typesOf(metrics + (await exporters()));
    const asked = namesAskedFor(`${rules.join("\n")}\n${expressions()}`);
    assert.ok(asked.has("http_requests_total") && asked.has("haproxy_server_status"));
    assert.deepEqual([...asked].filter((name) => !isThere(name, exported)), []);
    assert.ok(!isThere("http_request_total", exported));
    for (const alias of ["celery_queue_length", "celery_task_duration_seconds"]) {
      assert.ok(exported.has(alias), alias);
    }
  });

  const jobs = (...words) =>
    execFileSync(process.env.FAIRFILE_BINARY, ["jobs", ...words], {
      env: { ...process.env, FAIRFILE_DATA: join(platform.folder, "var") },
    });

  it("calls somebody when jobs pile up or a process hangs, and says when it is over", async () => {
    const folder = mkdtempSync(join(tmpdir(), "fairfile-alerting-"));
    const heard = [];
    const sink = createServer(async (request, response) => {
      let text = "";
      for await (const part of request) text += part;
      for (const alert of JSON.parse(text).alerts) {
        heard.push(`${request.url.slice(1)} ${alert.status} ${alert.labels.alertname}`);
      }
      response.end();
    }).listen(0, "127.0.0.1");
    await once(sink, "listening");
    const [prometheusPort, alertsPort] = [await freePort(), await freePort()];
    const children = startMonitors(folder, {
      prometheusPort,
      alertsPort,
      sink: sink.address().port,
      targets: [platform.metricsUrl, workUrl()].map((url) => new URL(url).host),
    });
    const serve = serveProcess(platform.port);
    try {
      const targets = `http://127.0.0.1:${prometheusPort}/api/v1/query?query=sum(up)`;
      await until("both scraped", async () => {
        const answer = await fetch(targets).catch(() => null);
        return answer?.ok && (await answer.json()).data.result[0]?.value[1] === "2";
      });
      jobs("pause", "medium");
      await uploadMany(platform.url, jobsTooMany);
      await until("the call about the queue", () => heard.includes("pagerduty firing QueueLong"));
      jobs("resume", "medium");
      await until("the end of it", () => heard.includes("slack resolved QueueLong"));
      process.kill(serve, "SIGSTOP");
      await until("the call", () => heard.includes("pagerduty firing InstanceDown"));
      await until("the message", () => heard.includes("slack firing InstanceDown"));
      process.kill(serve, "SIGCONT");
      await until("the end", () => heard.includes("slack resolved InstanceDown"));
    } finally {
      process.kill(serve, "SIGCONT");
      for (const child of children) child.kill("SIGKILL");
      sink.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

// Everybody may upload two a month; the document is refused at once when its turn comes.
async function uploadMany(url, count) {
  const body = readFileSync(join(repository, "tests/fixtures/bad/password_needed.pdf"));
  for (let sent = 0; sent < count; sent += 2) {
    const headers = { ...bearer(await register(url)), "content-type": "application/pdf" };
    for (let one = 0; one < 2; one += 1) {
      const how = { method: "POST", headers, body };
      const answer = await fetch(`${url}/api/v1/upload-credit-report`, how);
      assert.equal(answer.status, 202);
    }
  }
}

// `up` is Prometheus' own; the other needs a standby.
const alwaysKnown = new Set(["up", "pg_replication_lag_seconds"]);
const languageOfQueries = new Set(["by", "on", "and", "or", "unless", "without", "bool", "offset"]);

const typesOf = (text) => new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name));

const isThere = (name, exported) =>
  alwaysKnown.has(name) ||
  exported.has(name) ||
  exported.has(name.replace(/_(bucket|count|sum)$/, ""));

// Every metric in the expressions of rule files: what is left of them without labels, ranges,
// functions and recorded names.
function namesAskedFor(text) {
  const names = new Set();
  const values = /^ +(?:- )?expr: (?:>\n((?: {10,}.*\n)+)|(".*")|(.*))$/gm;
  for (const [, folded, quoted, plain] of text.matchAll(values)) {
    const bare = (folded ?? (quoted ? JSON.parse(quoted) : plain))
      .replace(/"[^"]*"/g, "")
      .replace(/\{[^}]*\}/g, "")
      .replace(/\[[^\]]*\]/g, "")
      .replace(/\b(by|on|without) *\([^)]*\)/g, "")
      .replace(/\b\w+:\w+:\w+\b/g, "");
    for (const [, name] of bare.matchAll(/\b([a-z_]\w*)\b(?! *\()/g)) {
      if (!languageOfQueries.has(name)) names.add(name);
    }
  }
  return names;
}

// What HAProxy and the exporters of Redis and of the machine say, each really running.
async function exporters() {
  const stack = new Stack();
  try {
    const [haproxy, redis, redisExporter, node] = [
      await freePort(), await freePort(), await freePort(), await freePort(),
    ];
    const at = (port) => `127.0.0.1:${port}`;
    stack.start("haproxy", ["-db", "-f", stack.file("haproxy.cfg", minimalHaproxy(at(haproxy)))]);
    stack.start("redis-server", ["--port", `${redis}`, "--save", "", "--maxmemory", "64mb"]);
    const listen = (port) => `-web.listen-address=${at(port)}`;
    const source = `-redis.addr=redis://${at(redis)}`;
    stack.start("prometheus-redis-exporter", [source, listen(redisExporter)]);
    stack.start("prometheus-node-exporter", [`-${listen(node)}`]);
    let texts = "";
    for (const port of [haproxy, redisExporter, node]) {
      texts += await until(`the exporter at ${port}`, async () => {
        const answer = await fetch(`http://${at(port)}/metrics`).catch(() => null);
        return answer?.ok && answer.text();
      });
    }
    return texts;
  } finally {
    await stack.stop();
  }
}

const minimalHaproxy = (address) => `defaults
  mode http
  timeout connect 1s
  timeout client 1s
  timeout server 1s
frontend statistics
  bind ${address}
  http-request use-service prometheus-exporter
backend serve
  server one 127.0.0.1:1
`;

// The committed files with short times, our ports, and a listener in place of PagerDuty and Slack.
function startMonitors(folder, { prometheusPort, alertsPort, sink, targets }) {
  const short = rules.map((text) => text.replace(/for: \d+m/g, "for: 1s"));
  const files = ["recording", "alerts"].map((name) => join(folder, `${name}.yml`));
  files.forEach((file, i) =>
    writeFileSync(file, short[i].replace("interval: 15s", "interval: 1s")),
  );
  const config = readFileSync(join(deploy, "prometheus/prometheus.yml"), "utf8")
    .replace(/15s/g, "1s")
    .replace("rules/*.yml", "./*.yml")
    .replace("127.0.0.1:9093", `127.0.0.1:${alertsPort}`)
    .replace("127.0.0.1:9180", targets[0])
    .replace("127.0.0.1:9181", targets[1]);
  mkdtempSync(join(folder, "data-"));
  const home = join(folder, "prometheus");
  writeFileSync(join(folder, "prometheus.yaml"), config);
  const hook = (name) => `  - name: ${name}
    webhook_configs: [{url: "http://127.0.0.1:${sink}/${name}", send_resolved: true}]\n`;
  const routes = readFileSync(join(deploy, "alertmanager/alertmanager.yml"), "utf8")
    .replace(/receivers:[\s\S]*/, `receivers:\n${hook("pagerduty")}${hook("slack")}`)
    .replace(/group_wait: \w+/g, "group_wait: 1s")
    .replace("group_interval: 5m", "group_interval: 1s");
  writeFileSync(join(folder, "alertmanager.yaml"), routes);
  const start = (program, ...words) => spawn(program, words, { cwd: folder, stdio: "ignore" });
  return [
    start(
      "prometheus",
      "--config.file=prometheus.yaml",
      `--storage.tsdb.path=${home}`,
      `--web.listen-address=127.0.0.1:${prometheusPort}`,
    ),
    start(
      "prometheus-alertmanager",
      "--config.file=alertmanager.yaml",
      `--storage.path=${join(folder, "alerts")}`,
      `--web.listen-address=127.0.0.1:${alertsPort}`,
      "--cluster.listen-address=",
    ),
  ];
}

// The platform's `serve`; its children (the cage) have it as their parent.
function serveProcess(port) {
  const status = (pid) => readFileSync(`/proc/${pid}/status`, "utf8").match(/PPid:\t(\d+)/)[1];
  const found = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
        const environment = readFileSync(`/proc/${pid}/environ`, "utf8");
        return command[1] === "serve" && environment.includes(`FAIRFILE_HTTP_PORT=${port}`);
      } catch {
        return false;
      }
    });
  return Number(found.find((pid) => !found.includes(status(pid))));
}
