import { Button } from "../../components/button";
import { Field } from "../../components/field";
import { type FieldErrors, useForm } from "../../components/form";
import { Loaded } from "../../components/loaded";
import { Notice, ProblemNotice } from "../../components/notice";
import { Section } from "../../components/page";
import { date } from "../../lib/format";
import { useQuery } from "../../lib/query";
import { text } from "../../lib/text/text";
import {
  cancelMailing,
  type Letter,
  type Mailing,
  mailingsQuery,
  recordArrival,
  recordMailed,
} from "./dispute_queries";
import { PaidMailing } from "./paid_mailing";

const words = text.disputes.mailing;

const dayNeeded =
  (name: string) =>
  (values: Record<string, string>): FieldErrors => ({
    [name]: values[name] ? undefined : words.day_missing,
  });

/** How an approved letter goes: mailed by the person, then arrived; only then a clock runs. */
export function MailingSection({ letter }: { letter: Letter }) {
  const mailings = useQuery(mailingsQuery(letter.id));
  return (
    <Section title={words.title}>
      <Loaded query={mailings} lines={2}>
        {({ items: [newest] }) => (
          <>
            {newest && <OnItsWay mailing={newest} />}
            {(!newest || isOver(newest)) && <NotYet letter={letter.id} />}
            {(!newest || isOver(newest)) && letter.status === "approved" && (
              <PaidMailing letter={letter} />
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}

const isOver = ({ status }: Mailing) => status === "failed" || status === "cancelled";

function NotYet({ letter }: { letter: string }) {
  const form = useForm({
    check: dayNeeded("mailed"),
    send: ({ mailed = "", tracking = "" }) => recordMailed(letter, mailed, tracking.trim()),
  });
  return (
    <form class="form" noValidate onSubmit={form.onSubmit}>
      <p>{words.not_yet}</p>
      <ProblemNotice problem={form.problem} />
      <Field label={words.mailed} name="mailed" type="date" error={form.error("mailed")} />
      <Field
        label={words.tracking}
        help={words.tracking_help}
        name="tracking"
        autoComplete="off"
        error={form.error("tracking")}
      />
      <Button type="submit" busy={form.busy}>
        {words.mailed_submit}
      </Button>
    </form>
  );
}

function OnItsWay({ mailing }: { mailing: Mailing }) {
  const paid = text.disputes.paid.status[mailing.status];
  return (
    <>
      {mailing.provider !== "self" && paid && <Notice tone="info">{paid}</Notice>}
      {mailing.status === "requested" && <Stop mailing={mailing} />}
      {mailing.mailed && mailing.provider === "self" && <p>{words.went(date(mailing.mailed))}</p>}
      {mailing.tracking && <p class="small">{words.tracked(mailing.tracking)}</p>}
      {mailing.delivered ? (
        <Notice tone="good">{words.arrived(date(mailing.delivered))}</Notice>
      ) : (
        mailing.status === "mailed" && <Arrival mailing={mailing} />
      )}
    </>
  );
}

function Stop({ mailing }: { mailing: Mailing }) {
  const form = useForm({ send: () => cancelMailing(mailing.id) });
  return (
    <form onSubmit={form.onSubmit}>
      <ProblemNotice problem={form.problem} />
      <Button type="submit" busy={form.busy}>
        {text.disputes.paid.stop}
      </Button>
    </form>
  );
}

function Arrival({ mailing }: { mailing: Mailing }) {
  const form = useForm({
    check: dayNeeded("delivered"),
    send: ({ delivered = "" }) => recordArrival(mailing.id, delivered),
  });
  return (
    <form class="form" noValidate onSubmit={form.onSubmit}>
      <p>{words.no_clock}</p>
      <ProblemNotice problem={form.problem} />
      <Field label={words.delivered} name="delivered" type="date" error={form.error("delivered")} />
      <Button type="submit" busy={form.busy}>
        {words.delivered_submit}
      </Button>
    </form>
  );
}
