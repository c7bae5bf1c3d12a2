import { useState } from "preact/hooks";
import { Button } from "../../components/button";
import { Field } from "../../components/field";
import { useForm } from "../../components/form";
import { Loaded } from "../../components/loaded";
import { Notice, ProblemNotice } from "../../components/notice";
import { date, moment, money } from "../../lib/format";
import { useQuery } from "../../lib/query";
import { text } from "../../lib/text/text";
import {
  cancelContract,
  type Letter,
  orderMailing,
  type Papers,
  type PaperToSign,
  papersQuery,
  signPaper,
} from "./dispute_queries";

const words = text.disputes.paid;

/** Beside mailing by one's own hand: the price first, then the papers, the wait, the order. */
export function PaidMailing({ letter }: { letter: Letter }) {
  const [isOpen, open] = useState(false);
  if (!isOpen) return <Button onClick={() => open(true)}>{words.open}</Button>;
  return <Offer letter={letter} />;
}

function Offer({ letter }: { letter: Letter }) {
  const papers = useQuery(papersQuery);
  return (
    <Loaded query={papers} lines={4}>
      {(data) => (
        <>
          <h3>{words.title}</h3>
          <ul>
            {data.prices.map(({ title, cents }) => (
              <li>{words.price(title, money(cents))}</li>
            ))}
          </ul>
          <p class="soft small">{words.when_paid}</p>
          <Next papers={data} letter={letter} />
        </>
      )}
    </Loaded>
  );
}

function Next({ papers, letter }: { papers: Papers; letter: Letter }) {
  const unread = papers.papers.find((paper) => !paper.signed);
  if (unread) return <Paper key={unread.kind} paper={unread} />;
  const contract = papers.papers.find((paper) => paper.kind === "croa_contract")?.signed;
  return (
    <>
      {papers.standing === "waiting" && papers.opens_at && (
        <Notice tone="info">{words.waiting(moment(papers.opens_at))}</Notice>
      )}
      {papers.standing === "used_up" && <Notice tone="info">{words.used_up}</Notice>}
      {papers.standing === "open" && <Order papers={papers} letter={letter} />}
      {contract && <Contract id={contract.id} until={contract.cancel_by} />}
    </>
  );
}

function Words({ children }: { children: string }) {
  return (
    <>
      {children
        .trim()
        .split("\n\n")
        .map((paragraph) => {
          const lines = paragraph.replace(/^\*\*|\*\*$/g, "").split("\n");
          const broken = lines.map((line, at) => (at ? [<br />, line] : line));
          return <p>{paragraph.startsWith("**") ? <strong>{broken}</strong> : broken}</p>;
        })}
    </>
  );
}

// The place to sign stands right below the words on cancelling, as the law wants; the form of
// cancellation is attached after it.
function Paper({ paper }: { paper: PaperToSign }) {
  const form = useForm({
    check: ({ name = "" }) => ({ name: name.trim().length < 2 ? words.name_missing : undefined }),
    send: ({ name = "" }) => signPaper(paper.kind, paper.digest, name.trim()),
  });
  return (
    <article class="sheet">
      <Words>{paper.text}</Words>
      <form class="form" noValidate onSubmit={form.onSubmit}>
        <ProblemNotice problem={form.problem} />
        <Field label={words.name} name="name" autoComplete="name" error={form.error("name")} />
        <Button type="submit" busy={form.busy}>
          {paper.kind === "croa_contract" ? words.sign_contract : words.sign_rights}
        </Button>
      </form>
      <Words>{paper.attachment}</Words>
    </article>
  );
}

function Order({ papers, letter }: { papers: Papers; letter: Letter }) {
  const form = useForm({
    check: ({ name = "" }) => ({ name: name.trim().length < 2 ? words.name_missing : undefined }),
    send: ({ name = "", mail_class }) => {
      const price = papers.prices.find((one) => one.mail_class === mail_class) ?? papers.prices[0];
      if (!price) return Promise.resolve();
      return orderMailing(letter, price, name.trim());
    },
  });
  return (
    <form class="form" noValidate onSubmit={form.onSubmit}>
      <ProblemNotice problem={form.problem} />
      <div class="field">
        <label for="field-mail_class">{words.mail_class}</label>
        <select id="field-mail_class" name="mail_class">
          {papers.prices.map(({ mail_class, title, cents }) => (
            <option value={mail_class}>{words.price(title, money(cents))}</option>
          ))}
        </select>
      </div>
      <Field label={words.name} name="name" autoComplete="name" error={form.error("name")} />
      <Button type="submit" busy={form.busy}>
        {words.order}
      </Button>
    </form>
  );
}

function Contract({ id, until }: { id: string; until: string | null }) {
  const form = useForm({ send: () => cancelContract(id) });
  return (
    <form onSubmit={form.onSubmit}>
      <ProblemNotice problem={form.problem} />
      {until && <p class="small">{words.cancel_until(date(until))}</p>}
      <Button type="submit" busy={form.busy}>
        {words.cancel_contract}
      </Button>
    </form>
  );
}
