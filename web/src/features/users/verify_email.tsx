import { useEffect, useState } from "preact/hooks";
import { LinkButton } from "../../components/button";
import { Notice, ProblemNotice } from "../../components/notice";
import { Page } from "../../components/page";
import { answer, api } from "../../lib/api/client";
import { Problem } from "../../lib/api/problem";
import { meKey, queryClient } from "../../lib/query";
import { text } from "../../lib/text/text";
import { takeLinkToken } from "../../lib/link_token";

const words = text.users.verify;

export function VerifyEmail() {
  const [token] = useState(takeLinkToken);
  const [done, setDone] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  useEffect(() => {
    if (!token) return;
    answer(api.POST("/api/v1/auth/email-verification/confirm", { body: { token } })).then(
      () => {
        setDone(true);
        void queryClient.invalidateQueries({ queryKey: meKey });
      },
      (error: unknown) => setProblem(Problem.from(error)),
    );
  }, [token]);

  const goOn = <LinkButton href="/">{words.go_on}</LinkButton>;
  return (
    <Page title={words.title} narrow>
      {!token && <Notice tone="warn" title={text.users.reset.no_token} action={goOn} />}
      {token && !done && !problem && <Notice tone="info">{words.working}</Notice>}
      {done && <Notice tone="good" title={words.done} action={goOn} />}
      <ProblemNotice problem={problem} />
    </Page>
  );
}
