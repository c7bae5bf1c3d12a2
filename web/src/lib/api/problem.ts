import { text } from "../text/text";

interface FieldProblem {
  field: string;
  problem: string;
}

// What went wrong, whether the server said so or could not be reached. `code` is stable; `message`
// and `hint` are for the person.
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly hint: string | undefined;
  readonly fields: readonly FieldProblem[];
  readonly requestId: string | undefined;

  private constructor(status: number, code: string, message: string, rest: Partial<Problem> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.hint = rest.hint;
    this.fields = rest.fields ?? [];
    this.requestId = rest.requestId;
  }

  static unreachable(): Problem {
    return new Problem(0, "web.unreachable", text.problems.unreachable, {
      hint: text.problems.unreachable_hint,
    });
  }

  static local(code: string, message: string, hint?: string): Problem {
    return new Problem(0, code, message, hint === undefined ? {} : { hint });
  }

  // `body` is whatever came: a problem document, or something a proxy in between made up.
  static fromBody(status: number, body: unknown): Problem {
    const document = typeof body === "object" && body !== null ? body : {};
    const parts = document as Record<string, unknown>;
    const word = (name: string) => (typeof parts[name] === "string" ? parts[name] : undefined);
    const fields = Array.isArray(parts["errors"]) ? (parts["errors"] as FieldProblem[]) : [];
    const code = word("code") ?? "web.unexpected";
    const message = text.problems.by_code[code] ?? word("detail") ?? text.problems.unexpected;
    const rest: { hint?: string; fields: FieldProblem[]; requestId?: string } = { fields };
    const hint = word("hint");
    const requestId = word("request_id");
    if (hint) rest.hint = hint;
    if (requestId) rest.requestId = requestId;
    return new Problem(status, code, message, rest);
  }

  static from(error: unknown): Problem {
    return error instanceof Problem ? error : Problem.unreachable();
  }

  field(name: string): string | undefined {
    return this.fields.find((entry) => entry.field === name)?.problem;
  }

  get isSignedOut(): boolean {
    return this.status === 401;
  }
}
