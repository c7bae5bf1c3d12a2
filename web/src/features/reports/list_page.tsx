import { useEffect, useState } from "preact/hooks";
import { LinkButton } from "../../components/button";
import { Loaded } from "../../components/loaded";
import { Page } from "../../components/page";
import { date, day } from "../../lib/format";
import { useQuery } from "../../lib/query";
import { text } from "../../lib/text/text";
import { onPendingChange, pendingDeletion } from "../../lib/undo";
import { type Report, reportsQuery } from "./report_queries";
import { StatusTag } from "./status_tag";
import { UploadHelp } from "./upload_help";
import "./upload.css";

const words = text.reports.list;

export function ListPage() {
  const reports = useQuery(reportsQuery);
  const upload = (
    <LinkButton href="/upload" kind="primary" icon="upload">
      {words.upload}
    </LinkButton>
  );
  return (
    <Page title={words.title} actions={upload}>
      <Loaded query={reports} lines={5}>
        {(items) => (items.length ? <List reports={items} /> : <Empty />)}
      </Loaded>
    </Page>
  );
}

function Empty() {
  return (
    <div class="sheet">
      <p class="lead">
        <strong>{words.empty_title}.</strong> {words.empty}
      </p>
      <UploadHelp />
    </div>
  );
}

function List({ reports }: { reports: readonly Report[] }) {
  const [hidden, setHidden] = useState(pendingDeletion()?.id);
  useEffect(() => onPendingChange(() => setHidden(pendingDeletion()?.id)), []);
  return (
    <ul class="ledger sheet sheet--flush">
      {reports
        .filter((report) => report.id !== hidden)
        .map((report) => (
          <Row key={report.id} report={report} />
        ))}
    </ul>
  );
}

function Row({ report }: { report: Report }) {
  const title = report.report_date
    ? text.reports.report.title(date(report.report_date))
    : (report.file_name ?? text.reports.report.title_undated);
  const counts = [
    words.accounts(report.account_count),
    words.negative(report.negative_count),
    words.disputable(report.disputable_count),
  ];
  const read = report.status === "done" || report.status === "needs_review";
  return (
    <li class="ledger__row">
      <div>
        <a class="ledger__link" href={`/reports/${report.id}`}>
          {title}
        </a>
        <p class="soft small">
          {words.uploaded(day(report.uploaded_at))}
          {read && ` · ${counts.join(" · ")}`}
        </p>
      </div>
      <StatusTag status={report.status} />
    </li>
  );
}
