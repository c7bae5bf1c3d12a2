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

// The readings, one tap each; what the person reads there; that the paper does not say.
export function AnswerForm({ report, question, onSkip }: AnswerFormProps) {
  const [problem, setProblem] = useState<Problem>();
  const [tapped, setTapped] = useState(false);
  const form = useForm({
    check: ({ value = "" }) => ({ value: value.trim() ? undefined : words.answer_empty }),
    send: ({ value = "" }) => answerQuestion(report, question.n, { value }),
  });
  async function tap(answer: Schemas["QuestionAnswer"]): Promise<void> {
    setTapped(true);
    setProblem(undefined);
    try {
      await answerQuestion(report, question.n, answer);
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
          <Button key={value} busy={busy} onClick={() => void tap({ value })}>
            {value}
          </Button>
        ))}
        <Button busy={busy} onClick={() => void tap({ not_on_paper: true })}>
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
