import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./icon";

interface TagProps {
  tone: "plain" | "good" | "warn" | "bad" | "accent";
  icon?: IconName;
  children: ComponentChildren;
}

export function Tag({ tone, icon, children }: TagProps) {
  return (
    <span class={`tag tag--${tone}`}>
      {icon && <Icon name={icon} />}
      {children}
    </span>
  );
}
