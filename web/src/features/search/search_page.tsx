import { useState } from "preact/hooks";
import { Button } from "../../components/button";
import { Field } from "../../components/field";
import { Loaded } from "../../components/loaded";
import { Page, Section } from "../../components/page";
import { useQuery } from "../../lib/query";
import { text } from "../../lib/text/text";
import { piecesOf } from "./pieces";
import { type Hit, lettersMin, searchQuery } from "./search_queries";
import "./search.css";

const words = text.search;
const kinds = ["tradeline", "dispute", "letter", "response"] as const;
const pauseMs = 250;

export function SearchPage() {
  const [asked, setAsked] = useState("");
  const [tooShort, setTooShort] = useState(false);
  const [timer, setTimer] = useState<ReturnType<typeof setTimeout>>();

  // Asked a moment after the last letter, or at once with the button.
  function typed(value: string): void {
    clearTimeout(timer);
    setTooShort(false);
    setTimer(setTimeout(() => setAsked(value.trim()), pauseMs));
  }

  function submitted(event: SubmitEvent): void {
    event.preventDefault();
    clearTimeout(timer);
    const value = new FormData(event.currentTarget as HTMLFormElement).get("q");
    const trimmed = String(value ?? "").trim();
    setTooShort(trimmed.length < lettersMin);
    setAsked(trimmed);
  }

  return (
    <Page title={words.title} narrow>
      <form class="search-form" role="search" onSubmit={submitted}>
        <Field
          label={words.label}
          help={words.help}
          name="q"
          type="search"
          maxLength={100}
          autoComplete="off"
          error={tooShort ? words.too_short : undefined}
          onInput={(event) => typed(event.currentTarget.value)}
        />
        <Button kind="primary" type="submit">
          {words.button}
        </Button>
      </form>
      {asked.length >= lettersMin && <Results asked={asked} />}
    </Page>
  );
}

function Results({ asked }: { asked: string }) {
  const found = useQuery(searchQuery(asked));
  return (
    <Loaded query={found} lines={4}>
      {({ items }) =>
        items.length ? <Hits hits={items} asked={asked} /> : <Nothing asked={asked} />
      }
    </Loaded>
  );
}

function Nothing({ asked }: { asked: string }) {
  return (
    <div role="status">
      <p class="lead">{words.nothing(asked)}</p>
      <p class="soft">{words.nothing_hint}</p>
    </div>
  );
}

function Hits({ hits, asked }: { hits: readonly Hit[]; asked: string }) {
  return (
    <>
      <p class="soft small" role="status">
        {words.found(hits.length)}
      </p>
      {kinds.map((kind) => {
        const some = hits.filter((hit) => hit.kind === kind);
        if (some.length === 0) return null;
        return (
          <Section key={kind} title={words.kinds[kind]}>
            <ul class="ledger sheet sheet--flush">
              {some.map((hit) => (
                <Row key={hit.id} hit={hit} asked={asked} />
              ))}
            </ul>
          </Section>
        );
      })}
    </>
  );
}

function Row({ hit, asked }: { hit: Hit; asked: string }) {
  const title = <Marked text={hit.title} asked={asked} />;
  return (
    <li class="ledger__row">
      <div>
        {hit.report_id ? (
          <a class="ledger__link" href={`/reports/${hit.report_id}`}>
            {title}
          </a>
        ) : (
          <strong>{title}</strong>
        )}
        <p class="soft small">
          <Marked text={hit.snippet} asked={asked} />
        </p>
      </div>
    </li>
  );
}

function Marked({ text: whole, asked }: { text: string; asked: string }) {
  return (
    <>
      {piecesOf(whole, asked).map((piece, i) =>
        piece.found ? <mark key={i}>{piece.text}</mark> : <span key={i}>{piece.text}</span>,
      )}
    </>
  );
}
