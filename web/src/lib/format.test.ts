import { expect, it } from "vitest";
import { date, fileSize, money, remaining } from "./format";

it.each([
  [0, "$0.00"],
  [1_550_000, "$15,500.00"],
  [-205, "-$2.05"],
])("prints %i cents as %s", (cents, printed) => {
  expect(money(cents)).toBe(printed);
});

it.each([
  ["2025-12-23", "December 23, 2025"],
  ["2020-01", "January 2020"],
  ["1990", "1990"],
  ["2026-12-01T00:00:00Z", "December 1, 2026"],
])("prints the date %s as exactly as it is known: %s", (value, printed) => {
  expect(date(value)).toBe(printed);
});

it.each([
  [46_331, "45 KB"],
  [10_485_760, "10.0 MB"],
  [1, "1 KB"],
])("prints %i bytes as %s", (bytes, printed) => {
  expect(fileSize(bytes)).toBe(printed);
});

it("rounds the time that is left up", () => {
  expect(remaining(3)).toBe("about 5 seconds left");
  expect(remaining(61)).toBe("about 2 minutes left");
});
