import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { fakeServer } from "../../testing/fake_server";
import { find, findText, show } from "../../testing/screen";
import { phrase } from "./description";
import { DocsPage } from "./docs_page";

const description: unknown = JSON.parse(readFileSync("../docs/api/openapi.json", "utf8"));

it("shows every call and shape of our own description", async () => {
  fakeServer({ "GET /openapi.json": { body: description } });
  show(<DocsPage />);
  await find("heading", "Reports uploaded and read");
  await findText("/api/v1/upload-credit-report");
  await findText("signed in, counts as upload");
  expect(document.querySelectorAll("details").length).toBeGreaterThan(40);

  const links = [...document.querySelectorAll('a[href^="#shape-"]')];
  const leadNowhere = links
    .map((link) => link.getAttribute("href")?.slice(1) ?? "")
    .filter((id) => !document.getElementById(id));
  expect(leadNowhere).toEqual([]);
});

it.each([
  [{ type: "string", format: "uuid" }, "string (uuid)"],
  [{ type: ["integer", "null"] }, "integer | null"],
  [{ enum: ["a", "b", null] }, "a | b | null"],
  [{ type: "array", items: { $ref: "#/components/schemas/Score" } }, "list of Score"],
  [{ oneOf: [{ $ref: "#/components/schemas/Score" }, { type: "null" }] }, "Score | null"],
])("puts the shape %o into words: %s", (schema, words) => {
  expect(phrase(schema).words).toBe(words);
});
