import { useState } from "preact/hooks";
import { Button } from "../../components/button";
import { useForm } from "../../components/form";
import { Notice, ProblemNotice } from "../../components/notice";
import { Page } from "../../components/page";
import { Problem } from "../../lib/api/problem";
import { text } from "../../lib/text/text";
import { checkFilled, checkSignIn } from "./checks";
import { CodeField, CurrentPasswordField, EmailField } from "./credentials";
import { signIn } from "./session";

const words = text.users.sign_in;

interface Credentials {
  email: string;
  password: string;
}

interface SignInProps {
  /** Why one is asked, when the way led here from somewhere else. */
  reason?: string;
}

export function SignIn({ reason }: SignInProps) {
  const [known, setKnown] = useState<Credentials>();
  return known ? (
    <SecondFactor credentials={known} />
  ) : (
    <FirstFactor reason={reason} onNeedsCode={setKnown} />
  );
}

interface FirstFactorProps {
  reason: string | undefined;
  onNeedsCode: (credentials: Credentials) => void;
}

function FirstFactor({ reason, onNeedsCode }: FirstFactorProps) {
  const form = useForm({
    check: checkSignIn,
    send: async ({ email = "", password = "" }) => {
      try {
        await signIn({ email, password });
      } catch (error) {
        if (Problem.from(error).code !== "users.totp_required") throw error;
        onNeedsCode({ email, password });
      }
    },
  });
  return (
    <Page title={words.title} narrow>
      {reason && <Notice tone="info">{reason}</Notice>}
      <form class="form sheet" noValidate onSubmit={form.onSubmit}>
        <ProblemNotice problem={form.problem} />
        <EmailField error={form.error} />
        <CurrentPasswordField error={form.error} />
        <Button kind="primary" type="submit" busy={form.busy}>
          {form.busy ? text.users.working : words.submit}
        </Button>
        <p>
          <a href="/forgot-password">{words.forgot}</a>
        </p>
      </form>
      <p class="page__aside">
        {words.new_here} <a href="/register">{text.users.register.title}</a>
      </p>
    </Page>
  );
}

function SecondFactor({ credentials }: { credentials: Credentials }) {
  const [recovery, setRecovery] = useState(false);
  const name = recovery ? "recovery_code" : "totp_code";
  const form = useForm({
    check: checkFilled(name),
    send: (values) => signIn({ ...credentials, [name]: (values[name] ?? "").trim() }),
  });
  return (
    <Page title={words.code_title} narrow>
      <form class="form sheet" noValidate onSubmit={form.onSubmit} key={name}>
        {!recovery && <p>{words.code_intro}</p>}
        <ProblemNotice problem={form.problem} />
        <CodeField
          label={recovery ? words.recovery : words.code}
          name={name}
          digitsOnly={!recovery}
          error={form.error}
        />
        <Button kind="primary" type="submit" busy={form.busy}>
          {form.busy ? text.users.working : words.submit_code}
        </Button>
        <Button kind="quiet" onClick={() => setRecovery(!recovery)}>
          {recovery ? words.use_code : words.use_recovery}
        </Button>
      </form>
    </Page>
  );
}
