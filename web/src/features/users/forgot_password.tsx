import { useState } from "preact/hooks";
import { Button } from "../../components/button";
import { useForm } from "../../components/form";
import { Notice, ProblemNotice } from "../../components/notice";
import { Page } from "../../components/page";
import { answer, api } from "../../lib/api/client";
import { text } from "../../lib/text/text";
import { checkEmail } from "./checks";
import { EmailField } from "./credentials";

const words = text.users.forgot;

export function ForgotPassword() {
  const [sent, setSent] = useState(false);
  const form = useForm({
    check: checkEmail,
    send: async ({ email = "" }) => {
      await answer(api.POST("/api/v1/auth/password-reset", { body: { email } }));
      setSent(true);
    },
  });
  return (
    <Page title={words.title} narrow>
      {sent ? (
        <Notice tone="good" title={words.done}>
          <p>{words.done_more}</p>
        </Notice>
      ) : (
        <form class="form sheet" noValidate onSubmit={form.onSubmit}>
          <p>{words.intro}</p>
          <ProblemNotice problem={form.problem} />
          <EmailField error={form.error} />
          <Button kind="primary" type="submit" busy={form.busy}>
            {form.busy ? text.users.working : words.submit}
          </Button>
        </form>
      )}
      <p class="page__aside">
        <a href="/sign-in">{words.back}</a>
      </p>
    </Page>
  );
}
