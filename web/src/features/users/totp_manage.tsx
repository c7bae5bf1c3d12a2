import { Button } from "../../components/button";
import { useForm } from "../../components/form";
import { ProblemNotice } from "../../components/notice";
import { answer, api } from "../../lib/api/client";
import { text } from "../../lib/text/text";
import { checkFilled } from "./checks";
import { CodeField, CurrentPasswordField } from "./credentials";

const words = text.users.totp;

export function TotpDisable({ onDone }: { onDone: () => void }) {
  const form = useForm({
    check: checkFilled("password", "code"),
    send: async ({ password = "", code = "" }) => {
      const body = { password, code: code.trim() };
      await answer(api.POST("/api/v1/auth/totp/disable", { body }));
      onDone();
    },
  });
  return (
    <form class="form" noValidate onSubmit={form.onSubmit}>
      <ProblemNotice problem={form.problem} />
      <CurrentPasswordField error={form.error} />
      <CodeField label={words.disable_code} digitsOnly={false} error={form.error} />
      <Button kind="danger" type="submit" busy={form.busy}>
        {words.disable}
      </Button>
    </form>
  );
}

export function TotpRenew({ onDone }: { onDone: (codes: string[]) => void }) {
  const form = useForm({
    check: checkFilled("code"),
    send: async ({ code = "" }) => {
      const body = { code: code.trim() };
      const answered = await answer(api.POST("/api/v1/auth/totp/recovery-codes", { body }));
      onDone(answered.recovery_codes);
    },
  });
  return (
    <form class="form" noValidate onSubmit={form.onSubmit}>
      <ProblemNotice problem={form.problem} />
      <CodeField label={text.users.sign_in.code} error={form.error} />
      <Button kind="primary" type="submit" busy={form.busy}>
        {words.renew_done}
      </Button>
    </form>
  );
}
