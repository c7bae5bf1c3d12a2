import type { ComponentChildren } from "preact";
import type { Problem } from "../lib/api/problem";
import { text } from "../lib/text/text";
import { Button } from "./button";
import { Icon, type IconName } from "./icon";

type Tone = "info" | "good" | "warn" | "bad";

const icons: Record<Tone, IconName> = { info: "info", good: "check", warn: "info", bad: "alert" };

interface NoticeProps {
  tone: Tone;
  title?: string;
  action?: ComponentChildren;
  children?: ComponentChildren;
}

export function Notice({ tone, title, action, children }: NoticeProps) {
  return (
    <div class={`notice notice--${tone}`} role={tone === "bad" ? "alert" : "status"}>
      <Icon name={icons[tone]} />
      <div class="notice__body">
        {title && <p class="notice__title">{title}</p>}
        {children}
        {action && <div class="notice__action">{action}</div>}
      </div>
    </div>
  );
}

interface ProblemNoticeProps {
  problem: Problem | undefined;
  onRetry?: () => void;
}

// What happened, what to do, and the number to quote; nothing when there is no problem.
export function ProblemNotice({ problem, onRetry }: ProblemNoticeProps) {
  if (!problem) return null;
  const retry = onRetry && <Button onClick={onRetry}>{text.general.retry}</Button>;
  return (
    <Notice tone="bad" title={problem.message} action={retry}>
      {problem.hint && <p>{problem.hint}</p>}
      {problem.status >= 500 && problem.requestId && (
        <p class="small">{text.general.request_id(problem.requestId)}</p>
      )}
    </Notice>
  );
}
