import { useLocation } from "preact-iso";
import { Button } from "../../components/button";
import { type FieldErrors, useForm } from "../../components/form";
import { Loaded } from "../../components/loaded";
import { ProblemNotice } from "../../components/notice";
import { Page } from "../../components/page";
import type { Schemas } from "../../lib/api/client";
import { useQuery } from "../../lib/query";
import { text } from "../../lib/text/text";
import { createDispute, entryQuery } from "./dispute_queries";
import { Area, Choice } from "./inputs";
import "./disputes.css";

const words = text.disputes.make;
type Entry = Schemas["Tradeline"];
type Kind = keyof typeof words.kinds;
const entriesMax = 3;

/** The address names the entries: /disputes/new?entry=…&entry=… */
export function NewPage({ entries }: { entries: readonly string[] }) {
  return (
    <Page title={words.title} narrow>
      <p class="lead">{words.lead}</p>
      <Entries ids={entries.slice(0, entriesMax)} found={[]} />
    </Page>
  );
}

// One after the other: an account has at most three entries.
function Entries({ ids, found }: { ids: readonly string[]; found: readonly Entry[] }) {
  const [first, ...rest] = ids;
  if (first === undefined) return <DisputeForm entries={found} />;
  return <OneEntry key={first} id={first} rest={rest} found={found} />;
}

interface OneEntryProps {
  id: string;
  rest: readonly string[];
  found: readonly Entry[];
}

function OneEntry({ id, rest, found }: OneEntryProps) {
  const entry = useQuery(entryQuery(id));
  return (
    <Loaded query={entry} lines={4}>
      {(data) => <Entries ids={rest} found={[...found, data]} />}
    </Loaded>
  );
}

function check(values: Record<string, string>): FieldErrors {
  const chosen = Object.keys(values).some((name) => name.startsWith("entry-"));
  return {
    entries: chosen ? undefined : words.bureaus_missing,
    reason: values.reason?.trim() ? undefined : words.reason_missing,
    confirm: values.confirm ? undefined : words.confirm_missing,
  };
}

function DisputeForm({ entries }: { entries: readonly Entry[] }) {
  const { route } = useLocation();
  const form = useForm({
    check,
    send: async (values) => {
      const made = await createDispute({
        tradeline_ids: entries.map(({ id }) => id).filter((id) => values[`entry-${id}`]),
        reason_code: values.kind as Kind,
        reason: values.reason?.trim() ?? "",
      });
      route(`/disputes/${made.id}`);
    },
  });
  const kinds = Object.entries(words.kinds);
  return (
    <form class="form" noValidate onSubmit={form.onSubmit}>
      <ProblemNotice problem={form.problem} />
      <fieldset class="field" aria-invalid={form.error("entries") ? true : undefined}>
        <legend>{words.bureaus}</legend>
        {entries.map((entry) => (
          <label key={entry.id} class="choice">
            <input type="checkbox" name={`entry-${entry.id}`} value="yes" defaultChecked />
            {entry.bureau}: {entry.creditor ?? text.disputes.unnamed}
          </label>
        ))}
        {form.error("entries") && <p class="field__error">{form.error("entries")}</p>}
      </fieldset>
      <Choice label={words.kind} name="kind" options={kinds} />
      <Area
        label={words.reason}
        help={words.reason_help}
        name="reason"
        rows={3}
        maxLength={1000}
        error={form.error("reason")}
      />
      <div class="field">
        <label class="choice">
          <input type="checkbox" name="confirm" value="yes" />
          {words.confirm}
        </label>
        {form.error("confirm") && <p class="field__error">{form.error("confirm")}</p>}
      </div>
      <Button kind="primary" type="submit" busy={form.busy}>
        {words.submit}
      </Button>
    </form>
  );
}
