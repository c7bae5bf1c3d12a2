import { Section } from "../../components/page";
import { count, date, day, fileSize } from "../../lib/format";
import { text } from "../../lib/text/text";
import type { ReportDetail } from "./report_queries";

const words = text.reports.report;
const fileKeptDays = 30;
const dayMs = 86_400_000;

function keptUntil(report: ReportDetail): string {
  const until = new Date(Date.parse(report.uploaded_at) + fileKeptDays * dayMs);
  return words.file_until(day(until.toISOString()));
}

export function ReportFacts({ report }: { report: ReportDetail }) {
  return (
    <Section title={words.facts}>
      <dl class="facts">
        <dt>{words.uploaded}</dt>
        <dd>{day(report.uploaded_at)}</dd>
        {report.pages !== null && (
          <>
            <dt>{words.pages}</dt>
            <dd>{count(report.pages)}</dd>
          </>
        )}
        <dt>{words.file}</dt>
        <dd>
          {report.file_name && `${report.file_name}, `}
          {fileSize(report.size_bytes)}
          {!report.file_deleted_at && (
            <>
              {" · "}
              <a href={`/api/v1/credit-reports/${report.id}/file`} target="_blank" rel="noopener">
                {words.file_open}
              </a>
            </>
          )}
        </dd>
      </dl>
      <p class="soft small">{report.file_deleted_at ? words.file_gone : keptUntil(report)}</p>
      <Warnings warnings={report.warnings} />
    </Section>
  );
}

function Warnings({ warnings }: { warnings: readonly string[] }) {
  if (!warnings.length) return null;
  return (
    <details>
      <summary>{words.warnings}</summary>
      <ul>
        {warnings.map((warning) => (
          <li key={warning}>{warning}</li>
        ))}
      </ul>
    </details>
  );
}

export function ReportScores({ scores }: { scores: ReportDetail["scores"] }) {
  if (!scores.length) return null;
  return (
    <dl class="scores" aria-label={words.scores}>
      {scores.map((score) => (
        <div key={`${score.bureau}-${score.model}`}>
          <dt>{score.bureau ?? text.tradelines.bureau_unstated}</dt>
          <dd>
            <span class="scores__value">{score.value}</span>
            <span class="soft small">
              {[score.model, score.date && date(score.date)].filter(Boolean).join(", ")}
            </span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
