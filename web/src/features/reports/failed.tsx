import { LinkButton } from "../../components/button";
import { Notice } from "../../components/notice";
import { text } from "../../lib/text/text";
import type { ReportDetail } from "./report_queries";

const words = text.reports.failed;

// What happened, what is safe, what to do.
export function Failed({ report }: { report: ReportDetail }) {
  const known = report.reason ? words.reasons[report.reason] : undefined;
  const { what, todo } = known ?? { ...words.unknown, what: report.message ?? words.unknown.what };
  const again = (
    <LinkButton href="/upload" kind="primary" icon="upload">
      {words.again}
    </LinkButton>
  );
  return (
    <Notice tone="bad" title={words.title} action={again}>
      <p>
        {what} {words.safe}
      </p>
      <p>{todo}</p>
    </Notice>
  );
}
