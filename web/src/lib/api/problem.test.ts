import { expect, it } from "vitest";
import { Problem } from "./problem";

it.each([undefined, null, "<html>502</html>", 7, {}])(
  "understands an answer that is no problem document: %s",
  (body) => {
    const problem = Problem.fromBody(502, body);
    expect(problem.code).toBe("web.unexpected");
    expect(problem.message).toMatch(/on our side/);
  },
);

it("keeps the server's words for codes it does not know", () => {
  const body = { code: "x.new", detail: "Do this.", hint: "Like so.", request_id: "r" };
  expect(Problem.fromBody(409, body)).toMatchObject({ message: "Do this.", hint: "Like so." });
});

it("takes anything that was thrown for an unreachable server", () => {
  expect(Problem.from(new TypeError("fetch failed")).status).toBe(0);
});
