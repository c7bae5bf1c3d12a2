import type { ComponentChildren } from "preact";
import { LinkButton } from "../../components/button";
import { Loaded } from "../../components/loaded";
import { Page, Section } from "../../components/page";
import { answer, api, type Schemas } from "../../lib/api/client";
import { count, date, day } from "../../lib/format";
import { useQuery } from "../../lib/query";
import { text } from "../../lib/text/text";
import "./dashboard.css";

const words = text.dashboard;

type Dashboard = Schemas["Dashboard"];

const dashboardQuery = {
  queryKey: ["dashboard"] as const,
  queryFn: () => answer(api.GET("/api/v1/dashboard")),
};

interface StartProps {
  /** The accounts of the latest report, which are another feature's. */
  accounts: (report: string) => ComponentChildren;
}

export function Start({ accounts }: StartProps) {
  const dashboard = useQuery(dashboardQuery);
  return (
    <Page title={words.overview}>
      <Loaded query={dashboard} lines={6}>
        {(data) =>
          data.latest_report ? (
            <Overview data={data} report={data.latest_report} accounts={accounts} />
          ) : (
            <NoReports />
          )
        }
      </Loaded>
    </Page>
  );
}

function NoReports() {
  return (
    <div class="sheet">
      <h2>{words.none.title}</h2>
      <p class="lead">{words.none.body}</p>
      <LinkButton kind="primary" icon="upload" href="/upload">
        {words.none.upload}
      </LinkButton>
      <ol>
        {text.reports.upload.free.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
    </div>
  );
}

interface OverviewProps extends StartProps {
  data: Dashboard;
  report: Schemas["CreditReport"];
}

function Overview({ data, report, accounts }: OverviewProps) {
  const read = report.status === "done" || report.status === "needs_review";
  return (
    <>
      <Figures analytics={data.analytics} />
      <div class="start">
        <div>{read && accounts(report.id)}</div>
        <div>
          <Latest report={report} />
          <Scores scores={data.scores} />
          <Deadlines deadlines={data.deadlines} />
        </div>
      </div>
    </>
  );
}

function Figures({ analytics }: { analytics: Dashboard["analytics"] }) {
  const figures = [
    [words.figures.accounts, analytics.account_count],
    [words.figures.negative, analytics.negative_count],
    [words.figures.disputable, analytics.disputable_count],
    [words.figures.disputes, analytics.dispute_count],
  ] as const;
  return (
    <dl class="figures">
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{count(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Latest({ report }: { report: Schemas["CreditReport"] }) {
  return (
    <Section title={words.latest}>
      <p>
        {report.report_date
          ? text.reports.report.title(date(report.report_date))
          : (report.file_name ?? text.reports.report.title_undated)}
      </p>
      <p class="soft small">
        {text.reports.list.uploaded(day(report.uploaded_at))} ·{" "}
        {text.reports.status[report.status]}
      </p>
      <div class="row">
        <LinkButton href={`/reports/${report.id}`}>{words.latest_open}</LinkButton>
        <LinkButton href="/upload" icon="upload">
          {words.none.upload}
        </LinkButton>
      </div>
    </Section>
  );
}

function Scores({ scores }: { scores: Dashboard["scores"] }) {
  if (!scores.length) return null;
  return (
    <Section title={words.scores}>
      <ul class="ledger">
        {scores.map((score) => (
          <li class="ledger__row" key={score.id}>
            <div>
              <p>{score.bureau ?? text.tradelines.bureau_unstated}</p>
              <p class="soft small">
                {score.model ?? words.score_model_unstated}, {words.score_date(date(score.date))}
              </p>
            </div>
            <p class="amount">{score.value}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Deadlines({ deadlines }: { deadlines: Dashboard["deadlines"] }) {
  return (
    <Section title={words.deadlines}>
      {!deadlines.length && <p class="soft">{words.deadlines_none}</p>}
      <ul class="ledger">
        {deadlines.map((deadline) => (
          <li class="ledger__row" key={deadline.dispute_id + deadline.bureau}>
            <p>{deadline.fact}</p>
            <p class="soft">{date(deadline.date)}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
}
