import { text } from "../../lib/text/text";
import type { Account } from "./tradeline_values";

const words = text.tradelines;
const filters = ["all", "negative", "disputable", "differing"] as const;

export type Filter = (typeof filters)[number];

const keeps: Record<Filter, (account: Account) => boolean> = {
  all: () => true,
  negative: (account) => account.negative,
  disputable: (account) => account.disputable,
  differing: (account) => account.conflicts.length > 0,
};

export function filtered(accounts: readonly Account[], filter: Filter): Account[] {
  return accounts.filter(keeps[filter]);
}

interface FilterBarProps {
  accounts: readonly Account[];
  filter: Filter;
  onChange: (filter: Filter) => void;
}

export function FilterBar({ accounts, filter, onChange }: FilterBarProps) {
  return (
    <fieldset class="filters">
      <legend class="visually-hidden">{words.filter}</legend>
      {filters.map((name) => (
        <label key={name} class="filters__choice">
          <input
            type="radio"
            name="accounts-filter"
            class="visually-hidden"
            checked={name === filter}
            onChange={() => onChange(name)}
          />
          <span>
            {words.filters[name]} <b>{filtered(accounts, name).length}</b>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
