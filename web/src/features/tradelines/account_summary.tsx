import { Loaded } from "../../components/loaded";
import { Section } from "../../components/page";
import { useQuery } from "../../lib/query";
import { text } from "../../lib/text/text";
import { AccountMarks } from "./account_marks";
import { accountsQuery } from "./account_queries";
import { type Account, balanceOf, numberOf, tradelinesOf, word } from "./tradeline_values";

const words = text.tradelines;

// The accounts of a report in a line each, for the start page.
export function AccountSummary({ report }: { report: string }) {
  const accounts = useQuery(accountsQuery(report));
  return (
    <Section title={text.dashboard.accounts}>
      <Loaded query={accounts} lines={5}>
        {(items) => (
          <ul class="ledger">
            {items.map((account) => (
              <Row key={account.account} account={account} />
            ))}
          </ul>
        )}
      </Loaded>
      <p>
        <a href={`/reports/${report}`}>{text.dashboard.accounts_all}</a>
      </p>
    </Section>
  );
}

function Row({ account }: { account: Account }) {
  const kind = account.account_type && word(account.account_type);
  const where = text.dashboard.bureaus(tradelinesOf(account).length);
  return (
    <li class="ledger__row">
      <div>
        <p>
          <strong>{account.creditor ?? words.unnamed}</strong>
        </p>
        <p class="soft small">
          {[kind, numberOf(account), where]
            .filter(Boolean)
            .join(" · ")}
        </p>
        <AccountMarks account={account} />
      </div>
      <p class="amount">{balanceOf(account)}</p>
    </li>
  );
}
