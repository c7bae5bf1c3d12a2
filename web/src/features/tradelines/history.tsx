import { date } from "../../lib/format";
import { text } from "../../lib/text/text";
import type { Column, Tradeline } from "./tradeline_values";

const words = text.tradelines;

// Payment history month by month and the remarks, one bureau below the other.
export function History({ columns }: { columns: readonly Column[] }) {
  return (
    <div class="history">
      {columns.map(
        ({ bureau, tradeline }) =>
          tradeline && (
            <section key={bureau}>
              <h4>
                {words.history}, {bureau}
              </h4>
              <Months bureau={bureau} history={tradeline.payment_history} />
              {tradeline.remarks.length > 0 && (
                <p>
                  <span class="soft">{words.remarks}:</span> {tradeline.remarks.join("; ")}
                </p>
              )}
            </section>
          ),
      )}
    </div>
  );
}

interface MonthsProps {
  bureau: string;
  history: Tradeline["payment_history"];
}

function Months({ bureau, history }: MonthsProps) {
  if (!history.length) return <p class="soft">{words.no_history}</p>;
  return (
    <ol class="months" tabIndex={0} aria-label={words.history_region(bureau)}>
      {history.map(({ month, mark }) => (
        <li key={month} class={`month month--${tone(mark)}`}>
          <span class="month__mark" aria-hidden="true">
            {words.marks[mark].short}
          </span>
          <span class="month__name" aria-hidden="true">
            {date(month, "short")}
          </span>
          <span class="visually-hidden">
            {date(month)}: {words.marks[mark].long}
          </span>
        </li>
      ))}
    </ol>
  );
}

function tone(mark: Tradeline["payment_history"][number]["mark"]): "good" | "none" | "bad" {
  if (mark === "ok") return "good";
  return mark === "no_data" || mark === "unknown" ? "none" : "bad";
}
