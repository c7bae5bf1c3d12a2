import type { ComponentChildren, JSX } from "preact";
import { Icon, type IconName } from "./icon";

type Kind = "primary" | "secondary" | "quiet" | "danger";

interface ButtonProps extends Omit<JSX.ButtonHTMLAttributes, "icon"> {
  kind?: Kind;
  icon?: IconName;
  /** Work is going on: the button says so and cannot be pressed again. */
  busy?: boolean;
  children: ComponentChildren;
}

export function Button({ kind = "secondary", icon, busy, children, ...rest }: ButtonProps) {
  const press = busy ? (event: Event) => event.preventDefault() : rest.onClick;
  return (
    <button
      type="button"
      {...rest}
      class={`button button--${kind}`}
      aria-disabled={busy || undefined}
      onClick={press as JSX.MouseEventHandler<HTMLButtonElement>}
    >
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </button>
  );
}

interface LinkButtonProps {
  href: string;
  kind?: Kind;
  icon?: IconName;
  children: ComponentChildren;
}

export function LinkButton({ href, kind = "secondary", icon, children }: LinkButtonProps) {
  return (
    <a class={`button button--${kind}`} href={href}>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </a>
  );
}
