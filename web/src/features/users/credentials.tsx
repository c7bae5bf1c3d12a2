import { Field } from "../../components/field";
import { text } from "../../lib/text/text";

interface Props {
  error: (field: string) => string | undefined;
}

export function EmailField({ error }: Props) {
  return (
    <Field
      label={text.users.email}
      name="email"
      type="email"
      autocomplete="username"
      inputMode="email"
      autocapitalize="none"
      error={error("email")}
    />
  );
}

export function NewPasswordField({ error, name = "new_password" }: Props & { name?: string }) {
  return (
    <Field
      label={name === "password" ? text.users.password : text.users.new_password}
      name={name}
      type="password"
      autocomplete="new-password"
      help={text.users.password_rule}
      error={error(name)}
    />
  );
}

interface CurrentPasswordProps extends Props {
  label?: string;
  name?: string;
}

export function CurrentPasswordField({ error, label, name = "password" }: CurrentPasswordProps) {
  return (
    <Field
      label={label ?? text.users.password}
      name={name}
      type="password"
      autocomplete="current-password"
      error={error(name)}
    />
  );
}

interface CodeFieldProps extends Props {
  label: string;
  name?: string;
  digitsOnly?: boolean;
}

export function CodeField({ error, label, name = "code", digitsOnly = true }: CodeFieldProps) {
  return (
    <Field
      label={label}
      name={name}
      autocomplete="one-time-code"
      inputMode={digitsOnly ? "numeric" : "text"}
      maxLength={digitsOnly ? 6 : 32}
      spellcheck={false}
      error={error(name)}
    />
  );
}
