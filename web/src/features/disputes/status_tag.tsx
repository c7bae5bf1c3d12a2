import { Tag } from "../../components/tag";
import { text } from "../../lib/text/text";
import type { Status } from "./dispute_queries";

const tones = {
  pending: "plain",
  investigating: "accent",
  verified: "warn",
  deleted: "good",
  updated: "good",
  escalated: "warn",
  expired: "bad",
  blank: "plain",
} as const;

export function StatusTag({ status }: { status: Status }) {
  return <Tag tone={tones[status]}>{text.disputes.statuses[status]}</Tag>;
}
