import { useState } from "preact/hooks";
import { Button } from "../../components/button";
import { useForm } from "../../components/form";
import { Notice, ProblemNotice } from "../../components/notice";
import { Section } from "../../components/page";
import { answer, api } from "../../lib/api/client";
import { queryClient } from "../../lib/query";
import { text } from "../../lib/text/text";
import { checkPasswordChange } from "./checks";
import { CurrentPasswordField, NewPasswordField } from "./credentials";
import { sessionsKey } from "./sessions";

const words = text.users.change_password;

export function ChangePassword() {
  // A new key empties the form once the password is changed.
  const [changes, setChanges] = useState(0);
  return (
    <Section title={words.title}>
      {changes > 0 && <Notice tone="good">{words.done}</Notice>}
      <ChangePasswordForm key={changes} onDone={() => setChanges(changes + 1)} />
    </Section>
  );
}

function ChangePasswordForm({ onDone }: { onDone: () => void }) {
  const form = useForm({
    check: checkPasswordChange,
    send: async ({ current_password = "", new_password = "" }) => {
      const body = { current_password, new_password };
      await answer(api.PUT("/api/v1/auth/password", { body }));
      void queryClient.invalidateQueries({ queryKey: sessionsKey });
      onDone();
    },
  });
  return (
    <form class="form" noValidate onSubmit={form.onSubmit}>
      <ProblemNotice problem={form.problem} />
      <CurrentPasswordField label={words.current} name="current_password" error={form.error} />
      <NewPasswordField error={form.error} />
      <Button type="submit" busy={form.busy}>
        {form.busy ? text.users.working : words.submit}
      </Button>
    </form>
  );
}
