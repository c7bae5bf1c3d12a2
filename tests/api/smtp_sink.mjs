// A mail server with a ledger of its own: a real conversation over a socket, whose answers a test
// may spoil. What it has taken it has taken, whether or not the sender heard so.
import { once } from "node:events";
import { createServer } from "node:net";

const answers = { 250: "250 ok", 354: "354 go on", 221: "221 bye", 220: "220 sink" };

// `spoil(step, seen)` may answer for a step ("rcpt", "data"): a line, or "cut" to hang up; `seen`
// is how often the step was reached.
export async function startSink() {
  const taken = [];
  const seen = {};
  const sink = { taken, seen, spoil: () => null };
  const server = createServer((socket) => converse(socket, sink));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  sink.url = `smtp://127.0.0.1:${server.address().port}`;
  sink.stop = () => server.close();
  return sink;
}

function converse(socket, sink) {
  let text = "";
  let content = null;
  let to = "";
  const say = (line) => socket.write(`${line}\r\n`);
  const step = (name, usual) => {
    sink.seen[name] = (sink.seen[name] ?? 0) + 1;
    const spoiled = sink.spoil(name, sink.seen[name], to);
    if (spoiled === "cut") socket.destroy();
    else say(spoiled ?? usual);
  };
  const take = (line) => {
    if (content !== null) {
      if (line !== ".") return content.push(line.replace(/^\./, ""));
      sink.taken.push(toMail(to, content));
      content = null;
      return step("data", answers[250]);
    }
    if (line.startsWith("RCPT TO:")) {
      to = line.slice(8).replace(/[<> ]/g, "");
      return step("rcpt", answers[250]);
    }
    if (line === "DATA") {
      content = [];
      return say(answers[354]);
    }
    return say(line === "QUIT" ? answers[221] : answers[250]);
  };
  socket.setEncoding("utf8").on("error", () => {});
  socket.on("data", (chunk) => {
    text += chunk;
    for (let end = text.indexOf("\r\n"); end >= 0; end = text.indexOf("\r\n")) {
      const line = text.slice(0, end);
      text = text.slice(end + 2);
      take(line);
    }
  });
  say(answers[220]);
}

function toMail(to, lines) {
  const blank = lines.indexOf("");
  const headers = {};
  for (const line of lines.slice(0, blank)) {
    const colon = line.indexOf(":");
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  const parts = {};
  const boundary = /boundary="([^"]+)"/.exec(headers["content-type"])?.[1];
  const body = lines.slice(blank + 1).join("\n");
  const pieces = boundary ? body.split(`--${boundary}`).slice(1, -1) : [`\n${lines.join("\n")}`];
  for (const piece of pieces) {
    const type = /Content-Type: text\/(\w+)/.exec(piece)?.[1];
    const encoded = piece.slice(piece.indexOf("\n\n") + 2).replace(/\s/g, "");
    parts[type] = Buffer.from(encoded, "base64").toString("utf8");
  }
  return { to, headers, raw: lines.join("\n"), ...parts };
}
