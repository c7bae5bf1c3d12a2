import { Button } from "../../components/button";
import { useForm } from "../../components/form";
import { ProblemNotice } from "../../components/notice";
import { Page } from "../../components/page";
import { text } from "../../lib/text/text";
import { checkRegister } from "./checks";
import { EmailField, NewPasswordField } from "./credentials";
import { register } from "./session";

const words = text.users.register;

export function Register() {
  const form = useForm({
    check: checkRegister,
    send: ({ email = "", password = "" }) => register({ email, password }),
  });
  return (
    <Page title={words.title} narrow>
      <form class="form sheet" noValidate onSubmit={form.onSubmit}>
        <p>{words.intro}</p>
        <ProblemNotice problem={form.problem} />
        <EmailField error={form.error} />
        <NewPasswordField name="password" error={form.error} />
        <Button kind="primary" type="submit" busy={form.busy}>
          {form.busy ? text.users.working : words.submit}
        </Button>
      </form>
      <p class="page__aside">
        {words.have_one} <a href="/sign-in">{text.users.sign_in.title}</a>
      </p>
    </Page>
  );
}
