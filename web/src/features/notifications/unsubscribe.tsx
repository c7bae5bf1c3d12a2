import { useState } from "preact/hooks";
import { Button, LinkButton } from "../../components/button";
import { Notice, ProblemNotice } from "../../components/notice";
import { Page } from "../../components/page";
import { Problem } from "../../lib/api/problem";
import { takeLinkToken } from "../../lib/link_token";
import { text } from "../../lib/text/text";
import { type Kind, unsubscribe } from "./notification_queries";

const words = text.notifications.unsubscribe;
const { kinds } = text.notifications;

// A button and not the visit itself: programs that look at every link of an e-mail change nothing.
export function Unsubscribe() {
  const [token] = useState(takeLinkToken);
  const [ended, setEnded] = useState<Kind>();
  const [problem, setProblem] = useState<Problem>();
  const stop = () => {
    setProblem(undefined);
    if (!token) return;
    unsubscribe(token).then(
      ({ kind }) => setEnded(kind),
      (error: unknown) => setProblem(Problem.from(error)),
    );
  };
  const change = <LinkButton href="/me">{words.change}</LinkButton>;
  return (
    <Page title={words.title} narrow>
      {!token && <Notice tone="warn" title={words.no_token} action={change} />}
      <ProblemNotice problem={problem} />
      {token && !ended && (
        <>
          <p>{words.what}</p>
          <Button kind="primary" onClick={stop}>
            {words.button}
          </Button>
        </>
      )}
      {ended && (
        <Notice tone="good" title={words.done(kinds[ended].setting)} action={change} />
      )}
    </Page>
  );
}
