import { expect, it } from "vitest";
import { App } from "./app";
import { fakeServer, problem } from "../testing/fake_server";
import { aDashboard, aUser, page } from "../testing/samples";
import { all, field, find, findText, show, type, until } from "../testing/screen";

const entered = {
  "GET /api/v1/dashboard": { body: aDashboard({ latest_report: null }) },
  "GET /api/v1/credit-accounts": { body: page() },
};

async function signInWith(email: string, password: string): Promise<void> {
  await find("heading", "Sign in");
  type("E-mail address", email);
  type("Password", password);
  all("button", "Sign in")[0]?.click();
}

function start(): void {
  history.replaceState(null, "", "/sign-in");
  show(<App />);
}

it("signs in and shows the start page", async () => {
  const asked = fakeServer({
    ...entered,
    "POST /api/v1/auth/login": { body: { expires_in: 900, user: aUser() } },
  });
  start();
  await signInWith("ada@example.org", "a long password");
  await find("heading", "Your credit at a glance");

  const login = asked.find(({ path }) => path.endsWith("/login"));
  expect(login?.body).toEqual({ email: "ada@example.org", password: "a long password" });
  expect(login?.headers.get("X-Fairfile-Web")).toBe("1");
});

it("says which fields are missing before anything is sent", async () => {
  const asked = fakeServer({});
  start();
  await signInWith("ada@nowhere", "");
  await findText("This does not look like an e-mail address.");
  await findText("Please fill this in.");
  await until(() => document.activeElement === field("E-mail address"));
  expect(asked).toEqual([]);
});

it("says that address or password is wrong without saying which", async () => {
  fakeServer({ "POST /api/v1/auth/login": problem(401, "users.wrong_credentials") });
  start();
  await signInWith("ada@example.org", "not her password");
  await find("alert", /The address or the password is not right/);
});

it("asks for the code when a second factor is on", async () => {
  const asked = fakeServer({
    ...entered,
    "POST /api/v1/auth/login": async (request) => {
      const { totp_code } = (await request.json()) as { totp_code?: string };
      if (!totp_code) return problem(401, "users.totp_required");
      return { body: { expires_in: 900, user: aUser({ totp_enabled: true }) } };
    },
  });
  start();
  await signInWith("ada@example.org", "a long password");
  await find("heading", "Your second factor");
  type("Six-digit code", "123456");
  all("button", "Go on")[0]?.click();
  await find("heading", "Your credit at a glance");
  expect(asked.filter(({ path }) => path.endsWith("/login"))[1]?.body).toMatchObject({
    totp_code: "123456",
  });
});

it("names what the server found wrong beside its field", async () => {
  const errors = [{ field: "password", problem: "Known from a leak." }];
  fakeServer({ "POST /api/v1/auth/register": problem(422, "http.invalid", { errors }) });
  history.replaceState(null, "", "/register");
  show(<App />);
  await find("heading", "Open an account");
  type("E-mail address", "ada@example.org");
  type("Password", "password1234");
  all("button", "Open the account")[0]?.click();
  await findText("Known from a leak.");
  expect(field("Password").getAttribute("aria-invalid")).toBe("true");
});

it("tells apart a server that cannot be reached", async () => {
  fakeServer({
    "POST /api/v1/auth/login": () => {
      throw new TypeError("connection refused");
    },
  });
  start();
  await signInWith("ada@example.org", "a long password");
  await find("alert", /We could not reach Fairfile/);
});
