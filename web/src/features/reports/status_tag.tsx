import { Tag } from "../../components/tag";
import { text } from "../../lib/text/text";
import type { Report } from "./report_queries";

export function StatusTag({ status }: { status: Report["status"] }) {
  const word = text.reports.status[status];
  if (status === "failed") {
    return (
      <Tag tone="bad" icon="alert">
        {word}
      </Tag>
    );
  }
  if (status === "done") {
    return (
      <Tag tone="good" icon="check">
        {word}
      </Tag>
    );
  }
  return <Tag tone={status === "needs_review" ? "warn" : "accent"}>{word}</Tag>;
}
