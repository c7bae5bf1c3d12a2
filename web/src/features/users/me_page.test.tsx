import { expect, it } from "vitest";
import { fakeServer, problem, signedInCookie } from "../../testing/fake_server";
import { aQuota, aUser, ids, page } from "../../testing/samples";
import { all, find, findText, show, type } from "../../testing/screen";
import { MePage } from "./me_page";

const firefox = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0";

const session = (set: object) => ({
  id: ids.user,
  current: true,
  created_at: "2026-11-01T10:00:00Z",
  last_used_at: "2026-11-23T10:00:00Z",
  address: "203.0.113.7",
  user_agent: "curl/8.5",
  ...set,
});

const quiet = {
  "GET /api/v1/quota": { body: aQuota(1) },
  "GET /api/v1/auth/sessions": { body: page(session({})) },
  "GET /api/v1/auth/totp": { body: { enabled: false, recovery_codes_left: 0 } },
};

it("shows what is left this month and when it starts anew", async () => {
  fakeServer(quiet);
  show(<MePage me={aUser()} />);
  await findText("Reports1 of 2 left");
  await findText("Starts anew on December 1, 2026 (UTC).");
});

it("ends another session and proves that the page asked", async () => {
  signedInCookie();
  const other = session({ id: ids.report, current: false, user_agent: firefox });
  const asked = fakeServer({
    ...quiet,
    "GET /api/v1/auth/sessions": { body: page(session({}), other) },
    [`DELETE /api/v1/auth/sessions/${ids.report}`]: { status: 204 },
  });
  show(<MePage me={aUser()} />);
  (await find("button", "Sign out Firefox on Windows")).click();
  const ended = () => asked.find(({ method }) => method === "DELETE");
  await expect.poll(ended).toBeDefined();
  expect(ended()?.headers.get("X-CSRF-Token")).toBe("token-1");
});

it("turns the second factor on: password, key, first code, recovery codes", async () => {
  const uri = "otpauth://totp/Fairfile:ada?secret=ABCDEFGH";
  fakeServer({
    ...quiet,
    "POST /api/v1/auth/totp": { status: 201, body: { secret: "ABCDEFGH", otpauth_uri: uri } },
    "POST /api/v1/auth/totp/confirm": { body: { recovery_codes: ["one-1", "two-2"] } },
  });
  show(<MePage me={aUser()} />);
  (await find("button", "Turn on")).click();
  await findText("First, your password again");
  type("First, your password again", "a long password");
  (await find("button", "Go on")).click();
  await findText("ABCD EFGH");
  await findText(uri);
  expect(document.querySelector("svg[role=img] path")?.getAttribute("d")).toMatch(/^M/);

  type("Then type the six-digit code it shows", "123456");
  (await find("button", "Turn on")).click();
  await find("heading", "Your recovery codes");
  await findText("two-2");
});

it("says beside the form that the present password is wrong", async () => {
  fakeServer({ ...quiet, "PUT /api/v1/auth/password": problem(401, "users.wrong_credentials") });
  show(<MePage me={aUser()} />);
  await find("heading", "Password");
  type("Present password", "not it at all");
  type("New password", "a new long password");
  all("button", "Change the password")[0]?.click();
  await find("alert", /The address or the password is not right/);
});

it("erases only when the address is typed", async () => {
  const asked = fakeServer({ ...quiet, "DELETE /api/v1/me": { status: 204 } });
  show(<MePage me={aUser()} />);
  (await find("button", /Delete my account/)).click();
  await findText("To go on, type your address: ada@example.org");
  type("To go on, type your address: ada@example.org", "no");
  all("button", "Delete everything now")[0]?.click();
  await findText("This is not the address of this account.");
  expect(asked.some(({ method }) => method === "DELETE")).toBe(false);
});

it("makes an archive, shows how far it is and gives a link", async () => {
  let asked = 0;
  fakeServer({
    ...quiet,
    "GET /api/v1/me/export": () =>
      ++asked === 1 ? { status: 202, body: { status: "running", progress: 40 } } : { body: {} },
  });
  show(<MePage me={aUser()} />);
  (await find("button", "Make the archive")).click();
  await find("progress", /40 of 100/);
  const link = await find("link", "Download (ZIP)");
  expect(link.getAttribute("href")).toBe("/api/v1/me/export");
});

it("says why an archive could not be made and lets one try again", async () => {
  fakeServer({ ...quiet, "GET /api/v1/me/export": problem(503, "users.export_failed") });
  show(<MePage me={aUser()} />);
  (await find("button", "Make the archive")).click();
  await find("alert", /detail of users.export_failed/);
  await find("button", "Make the archive");
});
