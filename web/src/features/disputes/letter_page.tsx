import { Button, LinkButton } from "../../components/button";
import { useForm } from "../../components/form";
import { Loaded } from "../../components/loaded";
import { Notice, ProblemNotice } from "../../components/notice";
import { Page, Section } from "../../components/page";
import { moment } from "../../lib/format";
import { useQuery } from "../../lib/query";
import { text } from "../../lib/text/text";
import { changeLetter, type Letter, letterQuery } from "./dispute_queries";
import { Area } from "./inputs";
import { MailingSection } from "./mailing";
import "./disputes.css";

const words = text.disputes.letter;

export function LetterPage({ id }: { id: string }) {
  const letter = useQuery(letterQuery(id));
  return (
    <Loaded query={letter} lines={8}>
      {(data) => (
        <Page title={data.title} kicker={words.kicker(data.version)} narrow>
          <p class="lead">{words.to(data.addressee)}</p>
          {data.warning && <Notice tone="warn">{data.warning}</Notice>}
          <pre class="letter sheet">{data.text}</pre>
          <LinkButton href={`/api/v1/letters/${id}.pdf`} icon="file">
            {words.pdf}
          </LinkButton>
          {data.status === "draft" ? <Draft letter={data} /> : <Approved letter={data} />}
          <p class="soft small">{data.disclaimer}</p>
          {data.items[0] && (
            <LinkButton href={`/disputes/${data.items[0].dispute_id}`}>{words.back}</LinkButton>
          )}
        </Page>
      )}
    </Loaded>
  );
}

function Approved({ letter }: { letter: Letter }) {
  if (letter.status === "withdrawn") return <Notice tone="info">{words.withdrawn}</Notice>;
  return (
    <>
      <Notice tone="good">
        {letter.approved_at && <p>{words.approved(moment(letter.approved_at))}</p>}
        {letter.status === "approved" && <p>{words.mail_yourself}</p>}
      </Notice>
      <MailingSection letter={letter} />
    </>
  );
}

function Draft({ letter }: { letter: Letter }) {
  return (
    <>
      <Approval letter={letter} />
      <details class="letter-edit">
        <summary>{words.edit}</summary>
        <Editor key={letter.version} letter={letter} />
      </details>
    </>
  );
}

// What is approved is this very version: its number and the digest of its pages go along.
function Approval({ letter }: { letter: Letter }) {
  const form = useForm({
    send: () =>
      changeLetter(letter.id, {
        version: letter.version,
        status: "approved",
        digest: letter.digest,
      }),
  });
  return (
    <Section title={words.approve}>
      <form class="form" noValidate onSubmit={form.onSubmit}>
        <p>{words.approve_what}</p>
        <ProblemNotice problem={form.problem} />
        <Button kind="primary" type="submit" busy={form.busy}>
          {words.approve}
        </Button>
      </form>
    </Section>
  );
}

function Editor({ letter }: { letter: Letter }) {
  const form = useForm({
    send: ({ text: changed = "" }) =>
      changeLetter(letter.id, { version: letter.version, text: changed }),
  });
  return (
    <form class="form" noValidate onSubmit={form.onSubmit}>
      <ProblemNotice problem={form.problem} />
      <Area
        label={words.text}
        name="text"
        rows={18}
        defaultValue={letter.text}
        error={form.error("text")}
      />
      <Button type="submit" busy={form.busy}>
        {words.save}
      </Button>
    </form>
  );
}
