import { useState } from "preact/hooks";
import { Button, LinkButton } from "../../components/button";
import { useForm } from "../../components/form";
import { Notice, ProblemNotice } from "../../components/notice";
import { Page } from "../../components/page";
import { answer, api } from "../../lib/api/client";
import { forgetEverything } from "../../lib/query";
import { text } from "../../lib/text/text";
import { checkNewPassword } from "./checks";
import { NewPasswordField } from "./credentials";
import { takeLinkToken } from "../../lib/link_token";

const words = text.users.reset;

export function ResetPassword() {
  const [token] = useState(takeLinkToken);
  const [done, setDone] = useState(false);
  const again = <LinkButton href="/forgot-password">{words.again}</LinkButton>;
  const toSignIn = <LinkButton href="/sign-in">{text.users.sign_in.title}</LinkButton>;
  return (
    <Page title={words.title} narrow>
      {done && <Notice tone="good" title={words.done} action={toSignIn} />}
      {!token && <Notice tone="warn" title={words.no_token} action={again} />}
      {token && !done && <NewPasswordForm token={token} onDone={() => setDone(true)} />}
    </Page>
  );
}

function NewPasswordForm({ token, onDone }: { token: string; onDone: () => void }) {
  const form = useForm({
    check: checkNewPassword,
    send: async ({ new_password = "" }) => {
      const body = { token, new_password };
      await answer(api.POST("/api/v1/auth/password-reset/confirm", { body }));
      forgetEverything();
      onDone();
    },
  });
  return (
    <form class="form sheet" noValidate onSubmit={form.onSubmit}>
      <p>{words.intro}</p>
      <ProblemNotice problem={form.problem} />
      {form.problem?.code === "users.link_expired" && (
        <a href="/forgot-password">{words.again}</a>
      )}
      <NewPasswordField error={form.error} />
      <Button kind="primary" type="submit" busy={form.busy}>
        {form.busy ? text.users.working : words.submit}
      </Button>
    </form>
  );
}
