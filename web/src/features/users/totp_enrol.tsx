import { useState } from "preact/hooks";
import { Button } from "../../components/button";
import { useForm } from "../../components/form";
import { ProblemNotice } from "../../components/notice";
import { answer, api, type Schemas } from "../../lib/api/client";
import { text } from "../../lib/text/text";
import { checkFilled } from "./checks";
import { CodeField, CurrentPasswordField } from "./credentials";
import { QrCode } from "./qr_code";

const words = text.users.totp;

// Password first, then the key as picture and text, then a first code that turns it on.
export function TotpEnrol({ onDone }: { onDone: (codes: string[]) => void }) {
  const [secret, setSecret] = useState<Schemas["TotpSecret"]>();
  return secret ? (
    <ConfirmForm secret={secret} onDone={onDone} />
  ) : (
    <PasswordForm onSecret={setSecret} />
  );
}

function PasswordForm({ onSecret }: { onSecret: (secret: Schemas["TotpSecret"]) => void }) {
  const form = useForm({
    check: checkFilled("password"),
    send: async ({ password = "" }) => {
      onSecret(await answer(api.POST("/api/v1/auth/totp", { body: { password } })));
    },
  });
  return (
    <form class="form" noValidate onSubmit={form.onSubmit}>
      <ProblemNotice problem={form.problem} />
      <CurrentPasswordField label={words.begin_password} error={form.error} />
      <Button kind="primary" type="submit" busy={form.busy}>
        {words.go_on}
      </Button>
    </form>
  );
}

interface ConfirmFormProps {
  secret: Schemas["TotpSecret"];
  onDone: (codes: string[]) => void;
}

function ConfirmForm({ secret, onDone }: ConfirmFormProps) {
  const form = useForm({
    check: checkFilled("code"),
    send: async ({ code = "" }) => {
      const body = { code: code.trim() };
      const { recovery_codes } = await answer(api.POST("/api/v1/auth/totp/confirm", { body }));
      onDone(recovery_codes);
    },
  });
  return (
    <form class="form" noValidate onSubmit={form.onSubmit}>
      <p>{words.scan}</p>
      <QrCode content={secret.otpauth_uri} label={words.picture} />
      <dl class="facts">
        <dt>{words.key}</dt>
        <dd>
          <code>{secret.secret.replace(/(.{4})(?=.)/g, "$1 ")}</code>
        </dd>
        <dt>{words.uri}</dt>
        <dd>
          <code>{secret.otpauth_uri}</code>
        </dd>
      </dl>
      <ProblemNotice problem={form.problem} />
      <CodeField label={words.code} error={form.error} />
      <Button kind="primary" type="submit" busy={form.busy}>
        {words.confirm}
      </Button>
    </form>
  );
}
