import type { FieldErrors } from "../../components/form";
import { text } from "../../lib/text/text";

type Values = Record<string, string>;

const passwordLengthMin = 10;
const emailShape = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

function filled(value: string | undefined): string | undefined {
  return value ? undefined : text.users.needed;
}

function emailError(value = ""): string | undefined {
  return filled(value) ?? (emailShape.test(value) ? undefined : text.users.email_wrong);
}

function newPasswordError(value = ""): string | undefined {
  const short = value.length < passwordLengthMin;
  return filled(value) ?? (short ? text.users.password_short : undefined);
}

export const checkSignIn = (values: Values): FieldErrors => ({
  email: emailError(values["email"]),
  password: filled(values["password"]),
});

export const checkRegister = (values: Values): FieldErrors => ({
  email: emailError(values["email"]),
  password: newPasswordError(values["password"]),
});

export const checkEmail = (values: Values): FieldErrors => ({
  email: emailError(values["email"]),
});

export const checkNewPassword = (values: Values): FieldErrors => ({
  new_password: newPasswordError(values["new_password"]),
});

export const checkPasswordChange = (values: Values): FieldErrors => ({
  current_password: filled(values["current_password"]),
  new_password: newPasswordError(values["new_password"]),
});

export const checkFilled =
  (...names: string[]) =>
  (values: Values): FieldErrors =>
    Object.fromEntries(names.map((name) => [name, filled(values[name])]));
