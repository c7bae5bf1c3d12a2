import { useState } from "preact/hooks";
import { Button } from "../../components/button";
import { Dialog } from "../../components/dialog";
import { Loaded } from "../../components/loaded";
import { PageViewer, type Place } from "../../components/page_viewer";
import { Section } from "../../components/page";
import type { Schemas } from "../../lib/api/client";
import { useQuery } from "../../lib/query";
import { text } from "../../lib/text/text";
import { questionsQuery } from "./report_queries";

const words = text.reports.report;

type Question = Schemas["Question"];

function placeOf(report: string, question: Question): Place | undefined {
  const { page, box, page_width: pageWidth, page_height: pageHeight } = question;
  if (!page || !box || !pageWidth || !pageHeight) return undefined;
  return { report, page, box, pageWidth, pageHeight, printed: question.readings.join(" / ") };
}

// What the reader was not sure of; it never guesses.
export function Questions({ report, open }: { report: string; open: number }) {
  const questions = useQuery({ ...questionsQuery(report), enabled: open > 0 });
  const [shown, show] = useState<Question>();
  if (open === 0) return null;

  const place = shown && placeOf(report, shown);
  return (
    <Section title={words.questions(open)}>
      <p>{words.questions_intro}</p>
      <Loaded query={questions}>
        {(items) => (
          <ul class="ledger">
            {items
              .filter((question) => question.answer === null)
              .map((question) => (
                <li class="ledger__row" key={question.n}>
                  <div>
                    <p>{question.ask}</p>
                    <p class="soft">{words.readings(question.readings)}</p>
                  </div>
                  {placeOf(report, question) && (
                    <Button icon="place" onClick={() => show(question)}>
                      {words.see_place}
                    </Button>
                  )}
                </li>
              ))}
          </ul>
        )}
      </Loaded>
      {shown && place && (
        <Dialog title={shown.ask} onClose={() => show(undefined)}>
          <PageViewer place={place} />
        </Dialog>
      )}
    </Section>
  );
}
