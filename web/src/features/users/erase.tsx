import { useState } from "preact/hooks";
import { Button } from "../../components/button";
import { Field } from "../../components/field";
import { useForm } from "../../components/form";
import { ProblemNotice } from "../../components/notice";
import { Section } from "../../components/page";
import { answer, api } from "../../lib/api/client";
import { forgetEverything } from "../../lib/query";
import { text } from "../../lib/text/text";

const words = text.users.erase;

// The one thing that is asked twice: it destroys the keys, nothing brings the files back.
export function Erase({ email }: { email: string }) {
  const [asked, setAsked] = useState(false);
  const form = useForm({
    check: ({ confirmation = "" }) => {
      const same = confirmation.trim().toLowerCase() === email.toLowerCase();
      return { confirmation: same ? undefined : words.mismatch };
    },
    send: async () => {
      await answer(api.DELETE("/api/v1/me"));
      forgetEverything();
    },
  });
  return (
    <Section title={words.title}>
      <p>{words.what}</p>
      {!asked && <Button onClick={() => setAsked(true)}>{words.begin}</Button>}
      {asked && (
        <form class="form" noValidate onSubmit={form.onSubmit}>
          <ProblemNotice problem={form.problem} />
          <Field
            label={words.confirm(email)}
            name="confirmation"
            autocomplete="off"
            error={form.error("confirmation")}
          />
          <div class="row">
            <Button kind="danger" type="submit" busy={form.busy}>
              {words.submit}
            </Button>
            <Button kind="quiet" onClick={() => setAsked(false)}>
              {text.general.cancel}
            </Button>
          </div>
        </form>
      )}
    </Section>
  );
}
