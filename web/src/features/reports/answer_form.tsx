import { useState } from "preact/hooks";
import { Button } from "../../components/button";
import { Field } from "../../components/field";
import { useForm } from "../../components/form";
import { ProblemNotice } from "../../components/notice";
import { Problem } from "../../lib/api/problem";
import type { Schemas } from "../../lib/api/client";
import { text } from "../../lib/text/text";
import { answerQuestion } from "./report_queries";

const words = text.reports.report;

interface AnswerFormProps {
  report: string;
  question: Schemas["Question"];
  onSkip?: () => void;
}

// Into the field, where a reading that is no value can be mended.
function sendReading(event: MouseEvent, value: string): void {
  const { form } = event.currentTarget as HTMLButtonElement;
  const field = form?.elements.namedItem("value");
  if (!(field instanceof HTMLInputElement)) return;
  field.value = value;
  form?.requestSubmit();
}

// The readings, one tap each; what the person reads there; that the paper does not say.
export function AnswerForm({ report, question, onSkip }: AnswerFormProps) {
  const [problem, setProblem] = useState<Problem>();
  const [tapped, setTapped] = useState(false);
  const form = useForm({
    check: ({ value = "" }) => ({ value: value.trim() ? undefined : words.answer_empty }),
    send: ({ value = "" }) => {
      setProblem(undefined);
      return answerQuestion(report, question.n, { value });
    },
  });
  async function tapNotOnPaper(): Promise<void> {
    setTapped(true);
    setProblem(undefined);
    try {
      await answerQuestion(report, question.n, { not_on_paper: true });
    } catch (thrown) {
      setProblem(Problem.from(thrown));
    } finally {
      setTapped(false);
    }
  }

  const busy = form.busy || tapped;
  return (
    <form class="form" noValidate onSubmit={form.onSubmit}>
      <ProblemNotice problem={problem ?? form.problem} />
      <div class="question__choices">
        {question.readings.map((value) => (
          <Button key={value} busy={busy} onClick={(event) => sendReading(event, value)}>
            {value}
          </Button>
        ))}
        <Button busy={busy} onClick={() => void tapNotOnPaper()}>
          {words.not_on_paper}
        </Button>
      </div>
      <Field
        label={words.answer}
        name="value"
        help={words.answer_help}
        error={form.error("value")}
        maxLength={200}
        autoComplete="off"
      />
      <div class="question__choices">
        <Button type="submit" kind="primary" busy={busy}>
          {words.answer_send}
        </Button>
        {onSkip && (
          <Button kind="quiet" onClick={onSkip}>
            {words.skip}
          </Button>
        )}
      </div>
    </form>
  );
}
