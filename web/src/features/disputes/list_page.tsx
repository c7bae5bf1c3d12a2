import { LinkButton } from "../../components/button";
import { Loaded } from "../../components/loaded";
import { Page, Section } from "../../components/page";
import { date } from "../../lib/format";
import { useQuery } from "../../lib/query";
import { text } from "../../lib/text/text";
import { bureauNames, type Dispute, disputesQuery, lettersQuery } from "./dispute_queries";
import { StatusTag } from "./status_tag";

const words = text.disputes;

export function ListPage() {
  const disputes = useQuery(disputesQuery);
  return (
    <Page title={words.title}>
      <Loaded query={disputes} lines={4}>
        {(items) => (items.length ? <List disputes={items} /> : <Empty />)}
      </Loaded>
      <Letters />
    </Page>
  );
}

function Letters() {
  const letters = useQuery(lettersQuery);
  if (!letters.data?.length) return null;
  return (
    <Section title={words.show.letters}>
      <ul class="ledger sheet sheet--flush">
        {letters.data.map((letter) => (
          <li key={letter.id} class="ledger__row">
            <div>
              <a class="ledger__link" href={`/letters/${letter.id}`}>
                {letter.title}, {letter.addressee}
              </a>
              <p class="soft small">{letter.summary}</p>
            </div>
            <span>{words.letter.statuses[letter.status]}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Empty() {
  return (
    <div class="sheet">
      <p class="lead">
        <strong>{words.list_empty_title}.</strong> {words.list_empty}
      </p>
      <LinkButton href="/reports">{words.list_way}</LinkButton>
    </div>
  );
}

function List({ disputes }: { disputes: readonly Dispute[] }) {
  return (
    <ul class="ledger sheet sheet--flush">
      {disputes.map((dispute) => (
        <Row key={dispute.id} dispute={dispute} />
      ))}
    </ul>
  );
}

function Row({ dispute }: { dispute: Dispute }) {
  const asked = bureauNames.filter((name) => dispute.bureaus[name].status !== "blank");
  return (
    <li class="ledger__row">
      <div>
        <a class="ledger__link" href={`/disputes/${dispute.id}`}>
          {dispute.creditor ?? words.unnamed}
        </a>
        <p class="soft small">{dispute.reason}</p>
        {asked.map((name) => {
          const { due } = dispute.bureaus[name];
          return due && <p class="small">{words.due(name, date(due))}</p>;
        })}
      </div>
      <ul class="dispute-standing">
        {asked.map((name) => (
          <li key={name}>
            {name}: <StatusTag status={dispute.bureaus[name].status} />
          </li>
        ))}
      </ul>
    </li>
  );
}
