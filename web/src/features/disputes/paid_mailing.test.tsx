import { LocationProvider } from "preact-iso";
import { expect, it } from "vitest";
import { fakeServer } from "../../testing/fake_server";
import { ids, page } from "../../testing/samples";
import { all, find, findText, show, type } from "../../testing/screen";
import type { Letter, Papers } from "./dispute_queries";
import { PaidMailing } from "./paid_mailing";

const letter = { id: ids.report, status: "approved", digest: "abc123" } as Letter;

const paper = (kind: "croa_disclosure" | "croa_contract", isSigned: boolean) => ({
  kind,
  version: "1",
  title: kind,
  law: "15 USC 1679c",
  text: `Read me: ${kind}.\n\n**You may cancel.**\n`,
  attachment: "",
  digest: `digest of ${kind}`,
  signed: isSigned
    ? { id: ids.user, signed_at: "2026-03-10T12:00:00Z", cancel_by: "2026-03-13" }
    : null,
});

const papers = (standing: Papers["standing"], signed: [boolean, boolean]): Papers => ({
  standing,
  opens_at: standing === "unsigned" ? null : "2026-03-14T14:00:00Z",
  letters_left: 20,
  prices: [
    { mail_class: "first_class", title: "First-Class Mail", cents: 750 },
    { mail_class: "certified", title: "Certified Mail", cents: 1450 },
  ],
  papers: [paper("croa_disclosure", signed[0]), paper("croa_contract", signed[1])],
});

async function open() {
  show(
    <LocationProvider>
      <PaidMailing letter={letter} />
    </LocationProvider>,
  );
  (await find("button", "Let us mail it")).click();
  await findText("First-Class Mail: $7.50");
}

it("tells the price first, then has the paper signed that is shown", async () => {
  const asked = fakeServer({
    "GET /api/v1/papers": { body: papers("unsigned", [false, false]) },
    "POST /api/v1/papers": { body: {} },
  });
  await open();
  await findText("Read me: croa_disclosure.");
  expect(document.querySelector("strong")?.textContent).toBe("You may cancel.");
  (await find("button", "I have read and received this")).click();
  await findText("Please type your full name.");
  type("Your full name, as your signature", "Ada Doe");
  (await find("button", "I have read and received this")).click();
  const posted = () => asked.find(({ method }) => method === "POST");
  await expect.poll(() => posted()?.body).toEqual({
    kind: "croa_disclosure",
    digest: "digest of croa_disclosure",
    name: "Ada Doe",
  });
});

it("does not offer the mailing before the time to cancel is over", async () => {
  fakeServer({ "GET /api/v1/papers": { body: papers("waiting", [true, true]) } });
  await open();
  await findText(/we can mail from March 14, 2026/);
  await find("button", "Cancel the contract");
  expect(all("button", "I approve this letter: mail it")).toHaveLength(0);
});

it("orders this very letter at the price that is shown", async () => {
  const asked = fakeServer({
    "GET /api/v1/papers": { body: papers("open", [true, true]) },
    [`POST /api/v1/letters/${ids.report}/mailings`]: { body: page() },
  });
  await open();
  await find("button", "I approve this letter: mail it");
  type("Your full name, as your signature", "Ada Doe");
  (await find("button", "I approve this letter: mail it")).click();
  const posted = () => asked.find(({ method }) => method === "POST");
  await expect.poll(() => posted()?.body).toEqual({
    provider: "outbox",
    mail_class: "first_class",
    digest: "abc123",
    price_cents: 750,
    name: "Ada Doe",
  });
});
