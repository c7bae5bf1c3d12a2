// HAProxy with the file of deploy/haproxy before two `fairfile serve`, and requests through it.
import { readFileSync } from "node:fs";
import { Agent, request } from "node:https";
import { join } from "node:path";
import { freePort } from "../api/platform.mjs";
import { deploy, until } from "./stack.mjs";

export class Proxy {
  ports = {};
  #stack;
  #agent;

  constructor(stack) {
    this.#stack = stack;
  }

  async start(first, second) {
    for (const name of ["edge", "plain", "statistics"]) this.ports[name] = await freePort();
    const certificate = this.#makeCertificate();
    const text = readFileSync(join(deploy, "haproxy/haproxy.cfg"), "utf8")
      .replace("bind :80\n", `bind 127.0.0.1:${this.ports.plain}\n`)
      .replace("bind :443", `bind 127.0.0.1:${this.ports.edge}`)
      .replace("/etc/haproxy/certs/fairfile.pem", join(this.#stack.folder, "fairfile.pem"))
      .replace("127.0.0.1:8081", `127.0.0.1:${first}`)
      .replace("127.0.0.1:8082", `127.0.0.1:${second}`)
      .replace("127.0.0.1:8404", `127.0.0.1:${this.ports.statistics}`);
    const file = this.#stack.file("haproxy.cfg", text);
    this.#stack.run("haproxy", "-c", "-f", file);
    this.#stack.start("haproxy", ["-f", file, "-db"]);
    this.#agent = new Agent({ ca: certificate, keepAlive: true });
    await this.untilUp(1);
    await this.untilUp(2);
  }

  #makeCertificate() {
    const [key, made] = ["key.pem", "certificate.pem"].map((name) =>
      join(this.#stack.folder, name),
    );
    const names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"];
    const how = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", ...names];
    this.#stack.run("openssl", ...how, "-keyout", key, "-out", made);
    const certificate = readFileSync(made, "utf8");
    this.#stack.file("fairfile.pem", certificate + readFileSync(key, "utf8"));
    return certificate;
  }

  async untilUp(number) {
    await until(`serve${number} is in use`, async () => {
      const url = `http://127.0.0.1:${this.ports.statistics}/metrics`;
      const answer = await fetch(url).catch(() => null);
      const text = (await answer?.text()) ?? "";
      return text.includes(`{proxy="serve",server="serve${number}",state="UP"} 1`);
    });
  }

  ask(method, path, { body, type = "application/json", token } = {}) {
    const headers = { ...(body && { "content-type": type, "content-length": body.length }) };
    if (token) headers.authorization = `Bearer ${token}`;
    const agent = this.#agent;
    const options = { host: "127.0.0.1", port: this.ports.edge, method, path, headers, agent };
    return new Promise((done, fail) => {
      const sent = request(options, async (answer) => {
        let text = "";
        for await (const part of answer.setEncoding("utf8")) text += part;
        done({ status: answer.statusCode, headers: answer.headers, text });
      });
      sent.on("error", fail);
      sent.end(body);
    });
  }

  stop() {
    this.#agent?.destroy();
  }
}
