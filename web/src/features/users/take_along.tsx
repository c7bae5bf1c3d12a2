import { useState } from "preact/hooks";
import { Button, LinkButton } from "../../components/button";
import { ProblemNotice } from "../../components/notice";
import { Section } from "../../components/page";
import { ProgressBar } from "../../components/progress_bar";
import { Problem } from "../../lib/api/problem";
import { text } from "../../lib/text/text";

const words = text.users.takeAlong;
const address = "/api/v1/me/export";
const pauseMs = 500;

type State = { progress: number } | "ready" | undefined;

// The archive itself is left to the browser: here is only asked whether it is there.
async function ask(): Promise<State> {
  const headers = { "X-Fairfile-Web": "1" };
  const response = await fetch(address, { credentials: "same-origin", headers }).catch(() => {
    throw Problem.unreachable();
  });
  if (response.status === 200) {
    await response.body?.cancel();
    return "ready";
  }
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw Problem.fromBody(response.status, body);
  return body as { progress: number };
}

export function TakeAlong() {
  const [state, setState] = useState<State>();
  const [problem, setProblem] = useState<Problem>();
  const begin = async () => {
    setProblem(undefined);
    setState({ progress: 0 });
    try {
      for (;;) {
        const now = await ask();
        setState(now);
        if (now === "ready") return;
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    } catch (thrown) {
      setState(undefined);
      setProblem(thrown as Problem);
    }
  };
  return (
    <Section title={words.title}>
      <p>{words.what}</p>
      <ProblemNotice problem={problem} />
      {state === undefined && (
        <Button icon="file" onClick={begin}>
          {words.begin}
        </Button>
      )}
      {typeof state === "object" && (
        <ProgressBar label={words.making(state.progress)} share={state.progress / 100} />
      )}
      {state === "ready" && (
        <>
          <p role="status">{words.done}</p>
          <LinkButton href={address} icon="file" kind="primary">
            {words.download}
          </LinkButton>
        </>
      )}
    </Section>
  );
}
