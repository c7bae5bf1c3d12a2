import { useEffect, useState } from "preact/hooks";
import { ProgressBar } from "../../components/progress_bar";
import { type Progress, watchReport } from "../../lib/events";
import { remaining } from "../../lib/format";
import { queryClient } from "../../lib/query";
import { text } from "../../lib/text/text";
import { type ReportDetail, reportQuery, reportsChanged } from "./report_queries";

const words = text.reports.reading;
const guessAfterMs = 2_000;

// A report that is waiting or being read: follows its events and asks again when they end.
export function Reading({ report }: { report: ReportDetail }) {
  const [progress, setProgress] = useState<Progress | null>(report.progress);
  const [since] = useState(() => Date.now());
  useEffect(
    () =>
      watchReport(report.id, {
        onProgress: setProgress,
        onEnd: () => {
          void queryClient.invalidateQueries({ queryKey: reportQuery(report.id).queryKey });
          void reportsChanged();
        },
      }),
    [report.id],
  );

  const share = progress?.pages ? progress.page / progress.pages : undefined;
  return (
    <section class="sheet reading" aria-busy="true">
      <h2>{words.title}</h2>
      <ProgressBar label={words.bar} {...(share === undefined ? {} : { share })} />
      <p role="status">{headline(progress)}</p>
      <p class="soft">{timeLeft(share, since) ?? words.leave}</p>
    </section>
  );
}

function headline(progress: Progress | null): string {
  if (!progress || progress.status === "queued") return words.queued;
  if (!progress.pages || progress.page === 0) return progress.message;
  return `${words.page(progress.page, progress.pages)}: ${progress.message}`;
}

function timeLeft(share: number | undefined, since: number): string | undefined {
  const elapsedMs = Date.now() - since;
  if (!share || share >= 1 || elapsedMs < guessAfterMs) return undefined;
  return remaining((elapsedMs / 1000) * (1 / share - 1));
}
