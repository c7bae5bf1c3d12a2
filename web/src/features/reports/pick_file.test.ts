import { expect, it } from "vitest";
import { Problem } from "../../lib/api/problem";
import { pickFile } from "./pick_file";

const bytes = (count: number) => new File([new Uint8Array(count)], "report.pdf");

it("takes a file of exactly the limit", () => {
  expect(pickFile([bytes(10_485_760)])).toBeInstanceOf(File);
});

it.each([
  ["a byte too many", [bytes(10_485_761)], "web.too_large"],
  ["an empty file", [bytes(0)], "web.empty_file"],
  ["two files", [bytes(1), bytes(1)], "web.several_files"],
  ["no file", [], "web.several_files"],
])("refuses %s before anything is sent", (_what, files, code) => {
  const picked = pickFile(files);
  expect(picked).toBeInstanceOf(Problem);
  expect((picked as Problem).code).toBe(code);
});
