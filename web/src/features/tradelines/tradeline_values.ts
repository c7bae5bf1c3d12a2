// What a tradeline says, as words for a table. Pure.
import type { Schemas } from "../../lib/api/client";
import { date, money } from "../../lib/format";
import { text } from "../../lib/text/text";

export type Tradeline = Schemas["Tradeline"];
export type Account = Schemas["CreditAccount"];
export type Bureau = Schemas["Bureau"];

export const bureaus: readonly Bureau[] = ["TransUnion", "Experian", "Equifax"];

const words = text.tradelines;

/** Shown at once; the others stand one tap deeper unless the bureaus differ on them. */
export const mainFields = [
  "account_status",
  "payment_status",
  "balance_cents",
  "past_due_cents",
  "credit_limit_cents",
  "high_credit_cents",
  "monthly_payment_cents",
  "charge_off_cents",
  "date_opened",
  "date_reported",
] as const;

export const moreFields = [
  "account_type",
  "responsibility",
  "terms",
  "original_creditor",
  "date_closed",
  "date_last_active",
  "date_last_payment",
  "date_first_delinquency",
  "date_removal",
] as const;

export type FieldName = (typeof mainFields)[number] | (typeof moreFields)[number];

const worded = new Set<FieldName>([
  "account_status",
  "payment_status",
  "account_type",
  "responsibility",
]);

export function word(value: string): string {
  return words.words[value] ?? value.replaceAll("_", " ");
}

// undefined is: the bureau does not say.
export function shownValue(tradeline: Tradeline, field: FieldName): string | undefined {
  const value = tradeline[field];
  if (value === null) return undefined;
  if (typeof value === "number") return money(value);
  if (field.startsWith("date_")) return date(value, "short");
  return worded.has(field) ? word(value) : value;
}

export function fieldLabel(field: string): string {
  return words.fields[field] ?? field;
}

/** A bureau and its entry of an account; null where it does not report it. */
export interface Column {
  bureau: string;
  tradeline: Tradeline | null;
}

export function columnsOf(account: Account): Column[] {
  if (account.unstated) return [{ bureau: words.bureau_unstated, tradeline: account.unstated }];
  return bureaus.map((bureau) => ({ bureau, tradeline: account.bureaus[bureau] }));
}

export function tradelinesOf(account: Account): Tradeline[] {
  return columnsOf(account).flatMap(({ tradeline }) => (tradeline ? [tradeline] : []));
}

export function rowsOf(account: Account): { main: FieldName[]; more: FieldName[] } {
  const entries = tradelinesOf(account);
  const said = (field: FieldName) => entries.some((entry) => entry[field] !== null);
  const differs = (field: FieldName) => account.conflicts.includes(field);
  const saidMore = moreFields.filter(said);
  return {
    main: [...mainFields.filter(said), ...saidMore.filter(differs)],
    more: saidMore.filter((field) => !differs(field)),
  };
}

export function reasonsOf(account: Account): string[] {
  const reasons = tradelinesOf(account).flatMap((entry) => entry.negative_reasons);
  return [...new Set(reasons)].map((reason) => word(reason).toLowerCase());
}

export function balanceOf(account: Account): string | undefined {
  const balances = tradelinesOf(account).flatMap((entry) => entry.balance_cents ?? []);
  if (!balances.length) return undefined;
  const low = Math.min(...balances);
  const high = Math.max(...balances);
  if (low === high) return money(low);
  return text.dashboard.balance_range(money(low), money(high));
}

export function numberOf({ account_number }: Account): string {
  return account_number ? words.number(account_number) : words.number_hidden;
}
