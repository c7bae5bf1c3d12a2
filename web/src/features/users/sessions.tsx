import { useState } from "preact/hooks";
import { Button } from "../../components/button";
import { Loaded } from "../../components/loaded";
import { ProblemNotice } from "../../components/notice";
import { Section } from "../../components/page";
import { Tag } from "../../components/tag";
import { answer, api, everyItem, type Schemas } from "../../lib/api/client";
import { Problem } from "../../lib/api/problem";
import { moment } from "../../lib/format";
import { queryClient, useQuery } from "../../lib/query";
import { text } from "../../lib/text/text";
import { deviceName } from "./device_name";

const words = text.users.sessions;

export const sessionsKey = ["sessions"] as const;

const fetchSessions = () =>
  everyItem((cursor) => {
    const query = cursor ? { cursor } : {};
    return answer(api.GET("/api/v1/auth/sessions", { params: { query } }));
  });

export function Sessions() {
  const sessions = useQuery({ queryKey: sessionsKey, queryFn: fetchSessions });
  const [problem, setProblem] = useState<Problem>();

  async function end(call: () => Promise<unknown>): Promise<void> {
    setProblem(undefined);
    try {
      await call();
    } catch (error) {
      setProblem(Problem.from(error));
    }
    await queryClient.invalidateQueries({ queryKey: sessionsKey });
  }
  const endOne = (id: string) =>
    end(() => answer(api.DELETE("/api/v1/auth/sessions/{id}", { params: { path: { id } } })));
  const endOthers = () => end(() => answer(api.DELETE("/api/v1/auth/sessions")));

  return (
    <Section title={words.title}>
      <ProblemNotice problem={problem} />
      <Loaded query={sessions}>
        {(items) => (
          <>
            <ul class="ledger">
              {items.map((session) => (
                <SessionRow key={session.id} session={session} onEnd={endOne} />
              ))}
            </ul>
            {items.length > 1 && (
              <Button onClick={() => void endOthers()}>{words.end_others}</Button>
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}

interface SessionRowProps {
  session: Schemas["Session"];
  onEnd: (id: string) => Promise<void>;
}

function SessionRow({ session, onEnd }: SessionRowProps) {
  const device = deviceName(session.user_agent) ?? words.unknown_device;
  return (
    <li class="ledger__row">
      <div>
        <p>
          <strong>{device}</strong>{" "}
          {session.current && <Tag tone="accent">{words.current}</Tag>}
        </p>
        <p class="soft small">
          {words.last_used(moment(session.last_used_at))}
          {session.address && ` ${words.address(session.address)}`}
        </p>
      </div>
      {!session.current && (
        <Button aria-label={words.end_named(device)} onClick={() => void onEnd(session.id)}>
          {words.end}
        </Button>
      )}
    </li>
  );
}
