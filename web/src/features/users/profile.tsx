import { useState } from "preact/hooks";
import { Button } from "../../components/button";
import { Notice, ProblemNotice } from "../../components/notice";
import { Section } from "../../components/page";
import { Tag } from "../../components/tag";
import { answer, api } from "../../lib/api/client";
import { Problem } from "../../lib/api/problem";
import type { Me } from "../../lib/api/queries";
import { day } from "../../lib/format";
import { text } from "../../lib/text/text";
import { signOut } from "./session";

const words = text.users.me;

export function Profile({ me }: { me: Me }) {
  const [sent, setSent] = useState(false);
  const [problem, setProblem] = useState<Problem>();

  function attempt(action: Promise<unknown>, then?: () => void) {
    setProblem(undefined);
    action.then(then, (error: unknown) => setProblem(Problem.from(error)));
  }
  function sendLink() {
    const body = { email: me.email };
    attempt(answer(api.POST("/api/v1/auth/email-verification", { body })), () => setSent(true));
  }

  return (
    <Section title={words.profile}>
      <ProblemNotice problem={problem} />
      <p class="profile__address">
        <strong>{me.email}</strong>{" "}
        {me.email_verified ? (
          <Tag tone="good" icon="check">
            {words.address_verified}
          </Tag>
        ) : (
          <Tag tone="warn" icon="info">
            {words.address_open}
          </Tag>
        )}
      </p>
      <p class="soft">{words.since(day(me.created_at))}</p>
      {sent && <Notice tone="good">{words.sent}</Notice>}
      <div class="row">
        {!me.email_verified && !sent && <Button onClick={sendLink}>{words.send_again}</Button>}
        <Button onClick={() => attempt(signOut())}>{words.sign_out}</Button>
      </div>
    </Section>
  );
}
