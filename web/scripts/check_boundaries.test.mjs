import { expect, it } from "vitest";
import { violation, violationsIn } from "./check_boundaries.mjs";

it("refuses a feature that imports another", () => {
  const text = 'import { A } from "../reports/upload";';
  expect(violationsIn("src", "features/users/sign_in.tsx", text)).toEqual([
    "src/features/users/sign_in.tsx:1: features/users may not import features/reports",
  ]);
});

it.each([
  ["lib/query.ts", "components/button", "components"],
  ["components/page.tsx", "features/users/me", "features/users"],
  ["features/users/me.ts", "app/routes", "app"],
  ["features/users/me.ts", "testing/screen", "a test helper"],
])("refuses %s importing %s", (from, to) => {
  expect(violation(from, to)).toBeDefined();
});

it.each([
  ["app/app.tsx", "features/users/me"],
  ["features/users/me.tsx", "features/users/session"],
  ["features/users/me.test.tsx", "testing/screen"],
  ["components/page.tsx", "lib/text/text"],
])("allows %s importing %s", (from, to) => {
  expect(violation(from, to)).toBeUndefined();
});
