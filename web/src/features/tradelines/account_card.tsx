import { LinkButton } from "../../components/button";
import type { Schemas } from "../../lib/api/client";
import { text } from "../../lib/text/text";
import { AccountMarks } from "./account_marks";
import { BureauTable } from "./bureau_table";
import type { Asked } from "./evidence_dialog";
import { History } from "./history";
import { type Account, columnsOf, numberOf, rowsOf, tradelinesOf, word } from "./tradeline_values";

const words = text.tradelines;

type Finding = Schemas["Finding"];

interface AccountCardProps {
  account: Account;
  findings: readonly Finding[];
  onAsk: (asked: Asked) => void;
}

export function AccountCard({ account, findings, onAsk }: AccountCardProps) {
  const creditor = account.creditor ?? words.unnamed;
  const id = `account-${account.account}`;
  const { main, more } = rowsOf(account);
  const columns = columnsOf(account);
  const table = { account, columns, creditor, onAsk };
  const ids = new Set(tradelinesOf(account).map((entry) => entry.id));
  const own = findings.filter((finding) => finding.tradelines.some((entry) => ids.has(entry)));
  return (
    <article
      class={account.negative ? "account sheet account--negative" : "account sheet"}
      aria-labelledby={id}
    >
      <header class="account__head">
        <div>
          <h3 id={id}>{creditor}</h3>
          <p class="soft">{subtitle(account)}</p>
        </div>
        <AccountMarks account={account} />
      </header>
      <Findings findings={own} />
      <BureauTable {...table} fields={main} caption={words.table(creditor)} heads />
      <p>
        <LinkButton href={disputePath([...ids])} icon="gavel">
          {words.dispute}
        </LinkButton>
      </p>
      <details class="account__more">
        <summary>{words.more}</summary>
        {more.length > 0 && <BureauTable {...table} fields={more} caption={words.more} />}
        <History columns={columns} />
      </details>
    </article>
  );
}

function disputePath(entries: readonly string[]): string {
  return `/disputes/new?${entries.map((id) => `entry=${id}`).join("&")}`;
}

function subtitle(account: Account): string {
  const parts = [
    account.account_type && word(account.account_type),
    numberOf(account),
    account.original_creditor && words.original_creditor(account.original_creditor),
  ];
  return parts.filter(Boolean).join(" · ");
}

function Findings({ findings }: { findings: readonly Finding[] }) {
  if (!findings.length) return null;
  return (
    <div class="account__findings">
      <h4>{words.findings}</h4>
      <ul>
        {findings.map((finding) => (
          <li key={finding.rule + finding.fact}>
            {finding.fact}
            <details>
              <summary>{words.law}</summary>
              <p>{finding.citation}</p>
            </details>
          </li>
        ))}
      </ul>
    </div>
  );
}
