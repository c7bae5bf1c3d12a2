// What people are told, from the event to a mail server that keeps its own ledger and misbehaves.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { bearer, pause, register, repository, startPlatform } from "./platform.mjs";
import { startSink } from "./smtp_sink.mjs";

const msMax = 60_000;
const sample = readFileSync(join(repository, "tests", "fixtures", "sample_report.pdf"));

let platform;
let sink;

before(async () => {
  sink = await startSink();
  platform = await startPlatform({
    FAIRFILE_SMTP_URL: sink.url,
    FAIRFILE_MAIL_FROM: "Fairfile <no-reply@fairfile.example>",
  });
});
after(async () => {
  await platform?.stop();
  sink?.stop();
});

async function until(what, look) {
  for (const end = Date.now() + msMax; Date.now() < end; await pause(50)) {
    const found = await look();
    if (found) return found;
  }
  throw new Error(`waited in vain for ${what}`);
}

const call = async (person, method, path, body) => {
  const answer = await fetch(platform.url + path, {
    method,
    headers: { ...bearer(person), ...(body ? { "content-type": "application/json" } : {}) },
    body: body ? JSON.stringify(body) : undefined,
  });
  return { status: answer.status, json: await answer.json().catch(() => null) };
};

const sentTo = (person) =>
  sink.taken.filter(({ to, headers }) => to === person.email && headers["list-unsubscribe"]);

async function verified() {
  const person = await register(platform.url);
  await call(person, "POST", "/api/v1/auth/email-verification");
  const mail = await until("the link", () => sink.taken.find(({ to }) => to === person.email));
  const token = /[?&#]token=([\w.~-]+)/.exec(mail.plain)[1];
  const confirmed = await fetch(`${platform.url}/api/v1/auth/email-verification/confirm`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token }),
  });
  assert.ok(confirmed.ok, `${confirmed.status}`);
  return person;
}

async function upload(person) {
  const answer = await fetch(`${platform.url}/api/v1/upload-credit-report`, {
    method: "POST",
    headers: { ...bearer(person), "content-type": "application/pdf" },
    body: sample,
  });
  assert.equal(answer.status, 202);
  return (await answer.json()).id;
}

const list = async (person) => (await call(person, "GET", "/api/v1/notifications")).json;

const told = (person, email) =>
  until(`a notification whose e-mail is ${email}`, async () => {
    const page = await list(person);
    return page.items.find((item) => item.email === email) && page;
  });

describe("notifications", () => {
  it("come by e-mail and in the app, name nobody, and end with one click", async () => {
    const person = await verified();
    const report = await upload(person);
    const page = await told(person, "sent");
    assert.equal(page.unread, 1);
    assert.equal(page.items.length, 1);
    assert.equal(page.items[0].about.report_id, report);

    const [mail, ...more] = sentTo(person);
    assert.equal(more.length, 0);
    const { headers } = mail;
    assert.equal(headers.from, "Fairfile <no-reply@fairfile.example>");
    const id = page.items[0].id.replaceAll("-", "");
    assert.equal(headers["message-id"], `<${id}@fairfile.example>`);
    assert.equal(headers["list-unsubscribe-post"], "List-Unsubscribe=One-Click");
    assert.ok(mail.plain.length > 0 && mail.html.includes("<p>"));
    const lines = (await call(person, "GET", "/api/v1/tradelines?limit=200")).json.items;
    assert.ok(lines.length > 0);
    for (const { creditor, account_last4: last4, bureau } of lines) {
      for (const secret of [creditor, last4, bureau].filter(Boolean)) {
        for (const words of [headers.subject, mail.plain.replace(/https?:\S+/g, "")]) {
          assert.ok(!words.includes(secret), secret);
        }
      }
    }

    const link = /^<(.+)>$/.exec(headers["list-unsubscribe"])[1];
    assert.ok(link.startsWith(`http://localhost:${platform.port}/`));
    const oneClick = (address) =>
      fetch(address, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: "List-Unsubscribe=One-Click",
      });
    const refused = await oneClick(`${link}x`);
    assert.equal(refused.status, 403);
    assert.equal((await refused.json()).code, "notifications.link_refused");
    assert.equal((await oneClick(link)).status, 200);
    assert.equal((await oneClick(link)).status, 200);
    const kind = page.items[0].kind;
    const preferences = (await call(person, "GET", "/api/v1/notifications/preferences")).json;
    assert.equal(preferences.email_configured, true);
    assert.equal(preferences.email_verified, true);
    const wanted = preferences.items.filter(({ by_email }) => !by_email).map((item) => item.kind);
    assert.deepEqual(wanted, [kind]);

    await upload(person);
    const both = await until("the second", async () => {
      const now = await list(person);
      return now.items.length === 2 && now;
    });
    assert.equal(both.items[0].email, null);
    assert.equal(sentTo(person).length, 1);
    const read = await call(person, "POST", "/api/v1/notifications/read", {
      through: both.items[0].id,
    });
    assert.deepEqual(read.json, { unread: 0 });
  });

  it("are not sent to an address that is not verified", async () => {
    const person = await register(platform.url);
    await upload(person);
    const page = await until("the notification", async () => {
      const now = await list(person);
      return now.items.length > 0 && now;
    });
    assert.equal(page.items[0].email, null);
    assert.equal(sentTo(person).length, 0);
  });

  it("are tried again after a refusal for now", async () => {
    const person = await verified();
    let refusals = 0;
    sink.spoil = (step, _seen, to) =>
      step === "rcpt" && to === person.email && refusals++ < 1 ? "451 greylisted" : null;
    await upload(person);
    await told(person, "sent");
    sink.spoil = () => null;
    assert.ok(refusals >= 2);
    assert.equal(sentTo(person).length, 1);
  });

  it("are given up after a refusal for good, and say so", async () => {
    const person = await verified();
    let refusals = 0;
    sink.spoil = (step, _seen, to) => {
      if (step !== "rcpt" || to !== person.email) return null;
      refusals += 1;
      return "550 no such person";
    };
    await upload(person);
    await told(person, "failed");
    sink.spoil = () => null;
    assert.equal(refusals, 1);
    assert.equal(sentTo(person).length, 0);
  });

  it("carry the same Message-ID again when the answer to the first was lost", async () => {
    const person = await verified();
    let cuts = 0;
    sink.spoil = (step, _seen, to) =>
      step === "data" && to === person.email && cuts++ < 1 ? "cut" : null;
    await upload(person);
    await told(person, "sent");
    sink.spoil = () => null;
    const mails = sentTo(person);
    assert.equal(mails.length, 2);
    assert.equal(mails[0].raw, mails[1].raw);
  });

  it("are counted by kind and outcome, and name nobody", async () => {
    const address = platform.metricsUrl.replace(/\d+$/, (port) => Number(port) + 1);
    const text = await (await fetch(`${address}/metrics`)).text();
    const totals = { sent: 0, delayed: 0, failed: 0 };
    for (const line of text.split("\n")) {
      const found = /^notification_emails_total\{(.*)\} (\d+)$/.exec(line);
      if (!found) continue;
      const outcome = /outcome="(\w+)"/.exec(found[1])[1];
      assert.match(found[1], /^kind="[a-z_]+",outcome="[a-z]+"$/);
      totals[outcome] += Number(found[2]);
    }
    assert.deepEqual(totals, { sent: 3, delayed: 2, failed: 1 });
  });

  it("refuse fields that are wrong, and name them", async () => {
    const person = await register(platform.url);
    for (const [method, path, body] of [
      ["GET", "/api/v1/notifications?cursor=x"],
      ["GET", "/api/v1/notifications?limit=0"],
      ["POST", "/api/v1/notifications/read", { through: "x" }],
      ["PATCH", "/api/v1/notifications/preferences", { kind: "x", by_email: true }],
      ["PATCH", "/api/v1/notifications/preferences", { kind: "deadline_near" }],
      ["POST", "/api/v1/notifications/unsubscribe"],
    ]) {
      const answer = await call(person, method, path, body);
      assert.equal(answer.status, 422, `${method} ${path}`);
      assert.equal(answer.json.errors.length, 1);
    }
  });
});
