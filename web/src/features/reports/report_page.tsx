import type { ComponentChildren } from "preact";
import { useLocation } from "preact-iso";
import { Button } from "../../components/button";
import { Loaded } from "../../components/loaded";
import { Page } from "../../components/page";
import { date } from "../../lib/format";
import { useQuery } from "../../lib/query";
import { text } from "../../lib/text/text";
import { deleteSoon } from "../../lib/undo";
import { Failed } from "./failed";
import { Questions } from "./questions";
import { Reading } from "./reading";
import { ReportFacts, ReportScores } from "./report_facts";
import { isUnfinished, type ReportDetail, reportQuery, deleteReport } from "./report_queries";
import "./upload.css";

const words = text.reports.report;

function titleOf(report: ReportDetail | undefined): string {
  if (!report?.report_date) return words.title_undated;
  return words.title(date(report.report_date));
}

interface ReportPageProps {
  id: string;
  /** The report's accounts, which are another feature's. */
  accounts: (report: ReportDetail) => ComponentChildren;
}

export function ReportPage({ id, accounts }: ReportPageProps) {
  const { route } = useLocation();
  const report = useQuery(reportQuery(id));

  function remove() {
    deleteSoon({
      id,
      message: words.deleted,
      commit: () => deleteReport(id),
      keep: () => route(`/reports/${id}`),
    });
    route("/reports");
  }
  const actions = report.data && <Button onClick={remove}>{words.delete}</Button>;
  return (
    <Page title={titleOf(report.data)} kicker={text.reports.list.title} actions={actions}>
      <Loaded query={report} lines={6}>
        {(data) => <Body report={data} accounts={accounts} />}
      </Loaded>
    </Page>
  );
}

interface BodyProps {
  report: ReportDetail;
  accounts: ReportPageProps["accounts"];
}

function Body({ report, accounts }: BodyProps) {
  if (isUnfinished(report)) return <Reading report={report} />;
  if (report.status === "failed") return <Failed report={report} />;
  return (
    <>
      <ReportScores scores={report.scores} />
      <Questions report={report.id} open={report.question_count} />
      {accounts(report)}
      <ReportFacts report={report} />
    </>
  );
}
