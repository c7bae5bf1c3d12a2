import { Icon } from "../../components/icon";
import { useQuery } from "../../lib/query";
import { text } from "../../lib/text/text";
import { unreadQuery } from "./notification_queries";
import "./bell.css";

const words = text.notifications;

// Without an answer there is no number; the way to the list stays.
export function Bell({ current }: { current: "page" | undefined }) {
  const unread = useQuery(unreadQuery).data ?? 0;
  return (
    <a class="bell" href="/notifications" aria-current={current}>
      <Icon name="bell" />
      {words.title}
      {unread > 0 && (
        <>
          <span class="bell__number" aria-hidden="true">
            {words.number(unread)}
          </span>
          <span class="visually-hidden">{words.not_read(unread)}</span>
        </>
      )}
    </a>
  );
}
