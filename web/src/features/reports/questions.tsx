import { useState } from "preact/hooks";
import { Loaded } from "../../components/loaded";
import { PageViewer, type Place } from "../../components/page_viewer";
import { Section } from "../../components/page";
import type { Schemas } from "../../lib/api/client";
import { useQuery } from "../../lib/query";
import { text } from "../../lib/text/text";
import { AnswerForm } from "./answer_form";
import { questionsQuery } from "./report_queries";

const words = text.reports.report;

type Question = Schemas["Question"];

function placeOf(report: string, question: Question): Place | undefined {
  const { page, box, page_width: pageWidth, page_height: pageHeight } = question;
  if (!page || !box || !pageWidth || !pageHeight) return undefined;
  return { report, page, box, pageWidth, pageHeight, printed: question.readings.join(" / ") };
}

// What the reader was not sure of, one at a time beside its picture; it never guesses.
export function Questions({ report, open }: { report: string; open: number }) {
  const questions = useQuery({ ...questionsQuery(report), enabled: open > 0 });
  if (open === 0) return null;
  return (
    <Section title={words.questions(open)}>
      <p>{words.questions_intro}</p>
      <Loaded query={questions}>{(items) => <OneByOne report={report} items={items} />}</Loaded>
    </Section>
  );
}

// Skipped ones come again after the others.
function OneByOne({ report, items }: { report: string; items: readonly Question[] }) {
  const [skipped, setSkipped] = useState<readonly number[]>([]);
  const unanswered = items.filter((one) => one.answered_at === null);
  const turn = (one: Question) => skipped.lastIndexOf(one.n);
  const [question] = [...unanswered].sort((a, b) => turn(a) - turn(b) || a.n - b.n);
  if (!question) return null;

  const place = placeOf(report, question);
  return (
    <div class="question" key={question.n}>
      <p role="status">{words.question_of(items.indexOf(question) + 1, items.length)}</p>
      <h3>{question.ask}</h3>
      {place && <PageViewer place={place} />}
      <AnswerForm
        report={report}
        question={question}
        {...(unanswered.length > 1
          ? { onSkip: () => setSkipped([...skipped, question.n]) }
          : {})}
      />
    </div>
  );
}
