import { useState } from "preact/hooks";
import { Loaded } from "../../components/loaded";
import { Notice, ProblemNotice } from "../../components/notice";
import { Section } from "../../components/page";
import { Problem } from "../../lib/api/problem";
import { useQuery } from "../../lib/query";
import { text } from "../../lib/text/text";
import { type Kind, prefer, preferencesQuery } from "./notification_queries";

const words = text.notifications.preferences;
const { kinds } = text.notifications;

export function Preferences() {
  const preferences = useQuery(preferencesQuery);
  const [problem, setProblem] = useState<Problem>();
  const choose = (kind: Kind, byEmail: boolean) => {
    setProblem(undefined);
    prefer(kind, byEmail).catch((error: unknown) => {
      setProblem(Problem.from(error));
      void preferences.refetch();
    });
  };
  return (
    <Section title={words.title}>
      <Loaded query={preferences} lines={9}>
        {({ email_configured, email_verified, items }) =>
          email_configured ? (
            <>
              <p>{words.what}</p>
              {!email_verified && <Notice tone="warn">{words.unverified}</Notice>}
              <ProblemNotice problem={problem} />
              <div>
                {items.map(({ kind, by_email }) => (
                  <label key={kind} class="preference">
                    <input
                      type="checkbox"
                      checked={by_email}
                      onChange={(event) => choose(kind, event.currentTarget.checked)}
                    />
                    <span>{kinds[kind].setting}</span>
                  </label>
                ))}
              </div>
            </>
          ) : (
            <p>{words.unconfigured}</p>
          )
        }
      </Loaded>
    </Section>
  );
}
