import { LinkButton } from "../../components/button";
import { Loaded } from "../../components/loaded";
import { Page, Section } from "../../components/page";
import { date } from "../../lib/format";
import { useQuery } from "../../lib/query";
import { text } from "../../lib/text/text";
import { ScoreChart } from "./score_chart";
import { linesOf, type Point, type ScoreLine } from "./score_lines";
import { scoresQuery } from "./score_queries";
import "./scores.css";

const words = text.scores;

export function ScoresPage() {
  const scores = useQuery(scoresQuery);
  return (
    <Page title={words.title}>
      <Loaded query={scores} lines={5}>
        {(items) => (items.length ? <Lines lines={linesOf(items)} /> : <Empty />)}
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
      <LinkButton href="/upload" icon="upload">
        {text.reports.list.upload}
      </LinkButton>
    </div>
  );
}

function Lines({ lines }: { lines: readonly ScoreLine[] }) {
  return (
    <>
      <p class="lead">{words.intro}</p>
      {lines.map((line) => (
        <Line key={`${line.bureau} ${line.model}`} line={line} />
      ))}
    </>
  );
}

function Line({ line }: { line: ScoreLine }) {
  const name = words.line(line.bureau ?? words.no_bureau, line.model ?? words.no_model);
  return (
    <Section title={name}>
      <div class="sheet">
        <Standing points={line.points} />
        {line.points.length > 1 ? (
          <ScoreChart name={name} points={line.points} />
        ) : (
          <p class="soft small">{words.single}</p>
        )}
        <Values points={line.points} />
      </div>
    </Section>
  );
}

function Standing({ points }: { points: readonly Point[] }) {
  const last = points[points.length - 1];
  const before = points[points.length - 2];
  if (!last) return null;
  return (
    <p>
      <strong class="score-now">{words.now(last.value, date(last.date))}</strong>
      {before && <span>, {words.change(last.value - before.value, date(before.date))}</span>}
    </p>
  );
}

function Values({ points }: { points: readonly Point[] }) {
  return (
    <details>
      <summary>{words.table}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.date}</th>
            <th scope="col">{words.value}</th>
          </tr>
        </thead>
        <tbody>
          {[...points].reverse().map((point) => (
            <tr key={point.date}>
              <td>{date(point.date)}</td>
              <td>{point.value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
