import { useState } from "preact/hooks";
import { Problem } from "../lib/api/problem";
import { forgetEverything } from "../lib/query";

type Values = Record<string, string>;
export type FieldErrors = Record<string, string | undefined>;

interface FormOptions {
  /** Says what is wrong before anything is sent; nothing said means all is well. */
  check?: (values: Values) => FieldErrors;
  send: (values: Values) => Promise<void>;
}

interface FormState {
  busy: boolean;
  problem: Problem | undefined;
  error: (field: string) => string | undefined;
  onSubmit: (event: Event) => void;
}

function valuesOf(form: HTMLFormElement): Values {
  const values: Values = {};
  new FormData(form).forEach((value, name) => {
    if (typeof value === "string") values[name] = value;
  });
  return values;
}

// A problem whose every field stands in the form needs no notice of its own.
function shownBesideFields(problem: Problem, names: readonly string[]): boolean {
  return problem.fields.length > 0 && problem.fields.every(({ field }) => names.includes(field));
}

function focusFirstError(form: HTMLFormElement): void {
  requestAnimationFrame(() => form.querySelector<HTMLElement>("[aria-invalid]")?.focus());
}

export function useForm({ check, send }: FormOptions): FormState {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [errors, setErrors] = useState<FieldErrors>({});
  const [names, setNames] = useState<readonly string[]>([]);

  async function submit(form: HTMLFormElement): Promise<void> {
    const values = valuesOf(form);
    setNames(Object.keys(values));
    const wrong = check?.(values) ?? {};
    setErrors(wrong);
    setProblem(undefined);
    if (Object.values(wrong).some(Boolean)) return focusFirstError(form);

    setBusy(true);
    try {
      await send(values);
    } catch (thrown) {
      const found = Problem.from(thrown);
      if (found.code === "http.not_signed_in") forgetEverything();
      setProblem(found);
      focusFirstError(form);
    } finally {
      setBusy(false);
    }
  }

  return {
    busy,
    problem: problem && shownBesideFields(problem, names) ? undefined : problem,
    error: (field) => errors[field] ?? problem?.field(field),
    onSubmit: (event) => {
      event.preventDefault();
      if (!busy) void submit(event.currentTarget as HTMLFormElement);
    },
  };
}
