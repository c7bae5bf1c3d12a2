import { LocationProvider } from "preact-iso";
import { expect, it } from "vitest";
import { fakeServer, problem, signedInCookie } from "../../testing/fake_server";
import { ids, page } from "../../testing/samples";
import { all, find, findText, show, until } from "../../testing/screen";
import { Bell } from "./bell";
import { ListPage } from "./list_page";
import type { Notification } from "./notification_queries";
import { Preferences } from "./preferences";
import { Unsubscribe } from "./unsubscribe";

const aNotification = (set: Partial<Notification> = {}): Notification => ({
  id: ids.user,
  kind: "report_processed",
  about: { report_id: ids.report },
  created_at: "2026-11-20T10:00:00Z",
  read_at: null,
  email: "sent",
  ...set,
});

const list = (unread: number, ...items: Notification[]) => ({
  body: { ...page(...items), unread },
});

function showList(): void {
  show(
    <LocationProvider>
      <Bell current={undefined} />
      <ListPage />
    </LocationProvider>,
  );
}

it("rings with the number that is not read, and says it in words", async () => {
  fakeServer({ "GET /api/v1/notifications": list(3) });
  show(<Bell current={undefined} />);
  await findText("3 not read");
  expect(all("link")[0]?.getAttribute("href")).toBe("/notifications");
});

it("shows no exact number beyond ninety-nine, and none for nothing", async () => {
  fakeServer({ "GET /api/v1/notifications": list(100) });
  show(<Bell current={undefined} />);
  await findText("99+");
  await findText("more than 99 not read");
});

it("says what happened, with its day and bureau and the way there", async () => {
  const deadline = aNotification({
    id: ids.tradeline(1, 1),
    kind: "deadline_near",
    about: { dispute_id: ids.user, bureau: "TransUnion", day: "2026-03-14" },
    read_at: "2026-11-21T10:00:00Z",
    email: "failed",
  });
  fakeServer({ "GET /api/v1/notifications": list(1, aNotification(), deadline) });
  showList();
  await findText("TransUnion has until March 14, 2026.");
  await findText("The e-mail about this could not be delivered.");
  expect((await find("link", "Your report is ready")).getAttribute("href")).toBe(
    `/reports/${ids.report}`,
  );
  expect((await find("link", "A deadline is near")).getAttribute("href")).toBe(
    `/disputes/${ids.user}`,
  );
});

it("marks all as read up to the newest one shown", async () => {
  signedInCookie();
  let read = false;
  const asked = fakeServer({
    "GET /api/v1/notifications": () =>
      read
        ? list(0, aNotification({ read_at: "2026-11-21T10:00:00Z" }))
        : list(1, aNotification()),
    "POST /api/v1/notifications/read": () => {
      read = true;
      return { body: { unread: 0 } };
    },
  });
  showList();
  (await find("button", "Mark all as read")).click();
  await until(() => all("button", "Mark all as read").length === 0);
  await until(() => !document.querySelector(".bell__number"));
  expect(asked.find(({ method }) => method === "POST")?.body).toEqual({ through: ids.user });
});

it("says that nothing has happened yet", async () => {
  fakeServer({ "GET /api/v1/notifications": list(0) });
  showList();
  await findText("Nothing has happened yet.");
});

const preferences = (set: object) => ({
  body: {
    email_configured: true,
    email_verified: true,
    items: [{ kind: "deadline_near", by_email: true }],
    ...set,
  },
});

it("switches the e-mails of a kind off", async () => {
  signedInCookie();
  const items = [{ kind: "deadline_near", by_email: false }];
  const asked = fakeServer({
    "GET /api/v1/notifications/preferences": preferences({}),
    "PATCH /api/v1/notifications/preferences": preferences({ items }),
  });
  show(<Preferences />);
  const look = () => document.querySelector<HTMLInputElement>("input[type=checkbox]");
  const box = await until(() => look() ?? undefined);
  expect(box.checked).toBe(true);
  box.click();
  const sent = () => asked.find(({ method }) => method === "PATCH")?.body;
  await expect.poll(sent).toEqual({ kind: "deadline_near", by_email: false });
  await until(() => box.checked === false);
});

it("says why nothing comes by e-mail", async () => {
  fakeServer({ "GET /api/v1/notifications/preferences": preferences({ email_verified: false }) });
  show(<Preferences />);
  await findText("Nothing is sent before you confirm your address.");
});

it("ends a kind of e-mail with the link's token, when the button is pressed", async () => {
  history.replaceState(null, "", "/unsubscribe#token=a.deadline_near.c");
  const asked = fakeServer({
    "POST /api/v1/notifications/unsubscribe": {
      body: { kind: "deadline_near", by_email: false },
    },
  });
  show(<Unsubscribe />);
  const button = await find("button", "Stop these e-mails");
  expect(asked).toEqual([]);
  button.click();
  await findText("no more e-mails when this happens: A deadline is near");
  expect(asked[0]?.query).toBe("?token=a.deadline_near.c");
  expect(location.hash).toBe("");
});

it("says that a link was refused", async () => {
  history.replaceState(null, "", "/unsubscribe#token=x");
  fakeServer({
    "POST /api/v1/notifications/unsubscribe": problem(403, "notifications.link_refused"),
  });
  show(<Unsubscribe />);
  (await find("button", "Stop these e-mails")).click();
  await find("alert");
});
