import { useState } from "preact/hooks";
import { Button } from "../../components/button";
import { Loaded } from "../../components/loaded";
import { ProblemNotice } from "../../components/notice";
import { Page } from "../../components/page";
import { Tag } from "../../components/tag";
import { Problem } from "../../lib/api/problem";
import { date, moment } from "../../lib/format";
import { useQuery } from "../../lib/query";
import { text } from "../../lib/text/text";
import {
  type Notification,
  notificationsQuery,
  readOne,
  readThrough,
} from "./notification_queries";

const words = text.notifications;

export function ListPage() {
  const told = useQuery(notificationsQuery);
  const [problem, setProblem] = useState<Problem>();
  const newest = told.data?.[0];
  const isUnread = told.data?.some(({ read_at }) => !read_at);
  const readAll = () => {
    setProblem(undefined);
    if (newest) readThrough(newest.id).catch((error: unknown) => setProblem(Problem.from(error)));
  };
  const actions = isUnread && <Button onClick={readAll}>{words.read_all}</Button>;
  return (
    <Page title={words.title} narrow actions={actions}>
      <ProblemNotice problem={problem} />
      <Loaded query={told} lines={4}>
        {(items) => (items.length ? <List items={items} /> : <Empty />)}
      </Loaded>
    </Page>
  );
}

function Empty() {
  return (
    <div class="sheet">
      <p class="lead">
        <strong>{words.empty_title}.</strong> {words.empty}
      </p>
    </div>
  );
}

function List({ items }: { items: readonly Notification[] }) {
  return (
    <ul class="ledger sheet sheet--flush">
      {items.map((item) => (
        <Row key={item.id} item={item} />
      ))}
    </ul>
  );
}

function placeOf({ about }: Notification): string {
  if (about.report_id) return `/reports/${about.report_id}`;
  if (about.dispute_id) return `/disputes/${about.dispute_id}`;
  if (about.letter_id) return `/letters/${about.letter_id}`;
  return "/disputes";
}

// Following it is reading it; that this fails must not keep anybody from going there.
function Row({ item }: { item: Notification }) {
  const { title, what } = words.kinds[item.kind];
  const { bureau, day } = item.about;
  const follow = () => void (item.read_at ? undefined : readOne(item.id).catch(() => undefined));
  return (
    <li class="ledger__row">
      <div>
        <a class="ledger__link" href={placeOf(item)} onClick={follow}>
          {title}
        </a>
        <p class="small">{what(bureau, day && date(day))}</p>
        {item.email === "failed" && <p class="small">{words.not_sent}</p>}
        <p class="soft small">
          <time dateTime={item.created_at}>{moment(item.created_at)}</time>
        </p>
      </div>
      {!item.read_at && <Tag tone="accent">{words.fresh}</Tag>}
    </li>
  );
}
