import { useState } from "preact/hooks";
import { Loaded } from "../../components/loaded";
import { Notice } from "../../components/notice";
import type { Schemas } from "../../lib/api/client";
import { useQuery } from "../../lib/query";
import { text } from "../../lib/text/text";
import { AccountCard } from "./account_card";
import { accountsQuery } from "./account_queries";
import { type Asked, EvidenceDialog } from "./evidence_dialog";
import { type Filter, FilterBar, filtered } from "./filter_bar";
import type { Account } from "./tradeline_values";
import "./accounts.css";

const words = text.tradelines;

interface AccountsProps {
  report: string;
  findings: readonly Schemas["Finding"][];
}

// The accounts of a report as cards, bureau beside bureau.
export function Accounts({ report, findings }: AccountsProps) {
  const accounts = useQuery(accountsQuery(report));
  const [asked, ask] = useState<Asked>();
  return (
    <section class="accounts" aria-labelledby="accounts-title">
      <h2 id="accounts-title">{words.title}</h2>
      <Loaded query={accounts} lines={8}>
        {(items) => <Cards accounts={items} findings={findings} onAsk={ask} />}
      </Loaded>
      {asked && <EvidenceDialog asked={asked} onClose={() => ask(undefined)} />}
    </section>
  );
}

interface CardsProps {
  accounts: readonly Account[];
  findings: AccountsProps["findings"];
  onAsk: (asked: Asked) => void;
}

function Cards({ accounts, findings, onAsk }: CardsProps) {
  const [filter, setFilter] = useState<Filter>("all");
  if (!accounts.length) return <Notice tone="info">{words.empty}</Notice>;

  const shown = filtered(accounts, filter);
  return (
    <>
      <FilterBar accounts={accounts} filter={filter} onChange={setFilter} />
      {!shown.length && <Notice tone="good">{words.filter_empty}</Notice>}
      {shown.map((account) => (
        <AccountCard key={account.account} account={account} findings={findings} onAsk={onAsk} />
      ))}
    </>
  );
}
