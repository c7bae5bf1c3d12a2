import { Loaded } from "../../components/loaded";
import { Section } from "../../components/page";
import type { Schemas } from "../../lib/api/client";
import { quotaQuery } from "../../lib/api/queries";
import { date } from "../../lib/format";
import { useQuery } from "../../lib/query";
import { text } from "../../lib/text/text";

const words = text.users.quota;

function left(count: Schemas["QuotaCount"]): string {
  if (count.limit === null || count.left === null) return words.unlimited;
  return words.left(count.left, count.limit);
}

export function Quota() {
  const quota = useQuery(quotaQuery);
  return (
    <Section title={words.title}>
      <Loaded query={quota}>
        {(data) => (
          <>
            <dl class="facts">
              <dt>{words.reports}</dt>
              <dd>{left(data.reports)}</dd>
              <dt>{words.letters}</dt>
              <dd>{left(data.letters)}</dd>
            </dl>
            <p class="soft">
              {data.tier === "paid" ? words.tier_paid : words.tier_free}.{" "}
              {words.resets(date(data.resets_at))}
            </p>
          </>
        )}
      </Loaded>
    </Section>
  );
}
