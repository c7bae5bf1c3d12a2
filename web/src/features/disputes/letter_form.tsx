import { useLocation } from "preact-iso";
import { Button } from "../../components/button";
import { Field } from "../../components/field";
import { type FieldErrors, useForm } from "../../components/form";
import { ProblemNotice } from "../../components/notice";
import { text } from "../../lib/text/text";
import { type BureauName, bureauNames, type Dispute, writeLetter } from "./dispute_queries";
import { Area, Choice } from "./inputs";

const words = text.disputes.letter;
const needed = ["name", "street", "city"] as const;

function check(values: Record<string, string>): FieldErrors {
  return Object.fromEntries(
    needed.map((name) => [name, values[name]?.trim() ? undefined : words.required]),
  );
}

const lines = (value = "") =>
  value
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

// What only the person can say is asked for when the letter needs it.
function Confirmation({ code }: { code: string | undefined }) {
  const asked = {
    "disputes.advised_against": { name: "despite_advice", label: words.despite_advice },
    "letters.unconfirmed_claim": { name: "not_mine", label: words.not_mine },
  }[code ?? ""];
  if (!asked) return null;
  return (
    <label class="choice">
      <input type="checkbox" name={asked.name} value="yes" />
      {asked.label}
    </label>
  );
}

export function LetterForm({ dispute }: { dispute: Dispute }) {
  const { route } = useLocation();
  const asked = bureauNames.filter((name) => dispute.bureaus[name].status !== "blank");
  const form = useForm({
    check,
    send: async (values) => {
      const letter = await writeLetter(dispute.id, {
        bureau: values.bureau as BureauName,
        name: values.name?.trim() ?? "",
        address: [values.street?.trim() ?? "", values.city?.trim() ?? ""],
        ...(values.birth?.trim() && { birth: values.birth.trim() }),
        ...(values.ssn_last4?.trim() && { ssn_last4: values.ssn_last4.trim() }),
        enclosures: lines(values.enclosures),
        ...(values.despite_advice && { despite_advice: true }),
        ...(values.not_mine && { not_mine: true }),
      });
      route(`/letters/${letter.id}`);
    },
  });
  return (
    <form class="form" noValidate onSubmit={form.onSubmit}>
      <p>{words.write_lead}</p>
      <ProblemNotice problem={form.problem} />
      <Choice label={words.bureau} name="bureau" options={asked.map((name) => [name, name])} />
      <Field label={words.name} name="name" autoComplete="name" error={form.error("name")} />
      <Field
        label={words.address}
        name="street"
        autoComplete="street-address"
        error={form.error("street") ?? form.error("address")}
      />
      <Field label={words.city} name="city" error={form.error("city")} />
      <Field
        label={words.birth}
        help={words.birth_help}
        name="birth"
        autoComplete="bday"
        error={form.error("birth")}
      />
      <Field
        label={words.ssn}
        name="ssn_last4"
        inputMode="numeric"
        maxLength={4}
        autoComplete="off"
        error={form.error("ssn_last4")}
      />
      <Area
        label={words.enclosures}
        help={words.enclosures_help}
        name="enclosures"
        rows={3}
        error={form.error("enclosures")}
      />
      <Confirmation code={form.problem?.code} />
      <Button kind="primary" type="submit" busy={form.busy}>
        {words.submit}
      </Button>
    </form>
  );
}
