import { LinkButton } from "../../components/button";
import { Loaded } from "../../components/loaded";
import { Page, Section } from "../../components/page";
import { date, moment } from "../../lib/format";
import { useQuery } from "../../lib/query";
import { text } from "../../lib/text/text";
import { bureauNames, type Dispute, disputeQuery, timelineQuery } from "./dispute_queries";
import { LetterForm } from "./letter_form";
import { StatusTag } from "./status_tag";
import "./disputes.css";

const words = text.disputes;

export function DisputePage({ id }: { id: string }) {
  const dispute = useQuery(disputeQuery(id));
  return (
    <Loaded query={dispute} lines={6}>
      {(data) => (
        <Page title={data.creditor ?? words.unnamed} kicker={words.title}>
          <p class="lead">{data.reason}</p>
          <Bureaus dispute={data} />
          <Section title={words.show.write}>
            <LetterForm dispute={data} />
          </Section>
          <Timeline id={id} />
          <LinkButton href={`/api/v1/disputes/${id}/binder`} icon="file">
            {words.show.binder}
          </LinkButton>
        </Page>
      )}
    </Loaded>
  );
}

function Bureaus({ dispute }: { dispute: Dispute }) {
  return (
    <Section title={words.show.bureaus}>
      <ul class="ledger sheet sheet--flush">
        {bureauNames.map((name) => {
          const one = dispute.bureaus[name];
          if (one.status === "blank") return null;
          return (
            <li key={name} class="ledger__row">
              <div>
                <h3>{name}</h3>
                {one.next_step && <p>{one.next_step.text}</p>}
                {one.due && <p class="small">{words.due(name, date(one.due))}</p>}
              </div>
              <StatusTag status={one.status} />
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

function Timeline({ id }: { id: string }) {
  const timeline = useQuery(timelineQuery(id));
  return (
    <Section title={words.show.timeline}>
      <Loaded query={timeline} lines={3}>
        {(entries) => (
          <ol class="dispute-timeline">
            {entries.map((entry) => (
              <li key={entry.id}>
                {entry.bureau && <strong>{entry.bureau}: </strong>}
                <StatusTag status={entry.new_status} />{" "}
                <span class="soft small">
                  {words.show.entry(words.show.who[entry.changed_by], moment(entry.changed_at))}
                </span>
                {entry.note && <p class="small">{entry.note}</p>}
              </li>
            ))}
          </ol>
        )}
      </Loaded>
    </Section>
  );
}
