// One builder per object, everything defaulted: what a test sets is what matters.
import type { Schemas } from "../lib/api/client";

export const ids = {
  user: "0193a001-0000-7000-8000-000000000001",
  report: "0193a002-0000-7000-8000-000000000001",
  tradeline: (account: number, column: number) =>
    `0193a003-0000-7000-8000-00000000${String(account).padStart(2, "0")}${column}0`,
};

export function aUser(set: Partial<Schemas["User"]> = {}): Schemas["User"] {
  return {
    id: ids.user,
    email: "ada@example.org",
    email_verified: true,
    role: "user",
    tier: "free",
    name: null,
    totp_enabled: false,
    created_at: "2026-01-05T10:00:00Z",
    ...set,
  };
}

export function aQuota(left = 1): Schemas["Quota"] {
  return {
    tier: "free",
    month: "2026-11",
    resets_at: "2026-12-01T00:00:00Z",
    reports: { limit: 2, used: 2 - left, left },
    letters: { limit: 3, used: 0, left: 3 },
  };
}

export function aReport(set: Partial<Schemas["CreditReport"]> = {}): Schemas["CreditReport"] {
  return {
    id: ids.report,
    status: "done",
    reason: null,
    message: null,
    file_name: "report.pdf",
    size_bytes: 46_331,
    format: "iiq_trimerge",
    report_date: "2025-12-23",
    pages: 2,
    pages_ocr: 0,
    uploaded_at: "2026-11-20T10:00:00Z",
    finished_at: "2026-11-20T10:00:01Z",
    file_deleted_at: null,
    account_count: 3,
    tradeline_count: 8,
    negative_count: 3,
    disputable_count: 1,
    question_count: 0,
    ...set,
  };
}

type ReportDetail = Schemas["CreditReportDetail"];

export function aReportDetail(set: Partial<ReportDetail> = {}): ReportDetail {
  return {
    ...aReport(),
    progress: null,
    reference: "R-1",
    consumer: [],
    scores: [],
    public_records: [],
    inquiries: [],
    findings: [],
    warnings: [],
    ...set,
  };
}

export function aTradeline(set: Partial<Schemas["Tradeline"]> = {}): Schemas["Tradeline"] {
  return {
    id: ids.tradeline(1, 1),
    report_id: ids.report,
    account: 1,
    bureau: "TransUnion",
    creditor: "FIRST EXAMPLE BANK",
    original_creditor: null,
    account_number: "****5555",
    account_type: "revolving",
    account_type_text: "Credit Card - Revolving",
    responsibility: "individual",
    account_status: "open",
    account_status_text: "Open",
    payment_status: "current",
    payment_status_text: "Current",
    date_opened: "2020-01-15",
    date_closed: null,
    date_reported: "2025-12-01",
    date_last_payment: null,
    date_last_active: null,
    date_first_delinquency: null,
    date_removal: null,
    balance_cents: 120_000,
    credit_limit_cents: 500_000,
    high_credit_cents: null,
    past_due_cents: 0,
    monthly_payment_cents: 5_000,
    charge_off_cents: null,
    terms: "Revolving",
    payment_history: [
      { month: "2025-11", mark: "ok" },
      { month: "2025-10", mark: "30" },
    ],
    remarks: ["Paid as agreed"],
    negative: false,
    negative_reasons: [],
    disputable: false,
    confidence: 0.99,
    ...set,
  };
}

export function aTradelineDetail(
  set: Partial<Schemas["TradelineDetail"]> = {},
): Schemas["TradelineDetail"] {
  const evidence = {
    page: 1,
    box: [72, 310.5, 118.2, 322],
    page_width: 612,
    page_height: 792,
    text: "$1,200",
    method: "text" as const,
    confidence: 0.99,
  };
  return { ...aTradeline(), evidence: { balance_cents: evidence }, findings: [], ...set };
}

type Bureaus = Schemas["CreditAccount"]["bureaus"];

// An account that every bureau reports alike, except what `each` says of one of them.
export function anAccount(
  set: Partial<Schemas["CreditAccount"]> = {},
  each: Partial<Record<keyof Bureaus, Partial<Schemas["Tradeline"]> | null>> = {},
): Schemas["CreditAccount"] {
  const account = set.account ?? 1;
  const entry = (bureau: keyof Bureaus, column: number) =>
    each[bureau] === null
      ? null
      : aTradeline({ id: ids.tradeline(account, column), account, bureau, ...each[bureau] });
  return {
    report_id: ids.report,
    account,
    creditor: "FIRST EXAMPLE BANK",
    original_creditor: null,
    account_number: "****5555",
    account_type: "revolving",
    bureaus: {
      TransUnion: entry("TransUnion", 1),
      Experian: entry("Experian", 2),
      Equifax: entry("Equifax", 3),
    },
    unstated: null,
    conflicts: [],
    negative: false,
    disputable: false,
    ...set,
  };
}

export function aDashboard(set: Partial<Schemas["Dashboard"]> = {}): Schemas["Dashboard"] {
  return {
    analytics: {
      report_count: 1,
      account_count: 3,
      tradeline_count: 8,
      negative_count: 3,
      disputable_count: 1,
      dispute_count: 0,
      disputes_by_status: {
        pending: 0,
        investigating: 0,
        verified: 0,
        deleted: 0,
        updated: 0,
        escalated: 0,
        expired: 0,
        blank: 0,
      },
    },
    quota: aQuota(),
    latest_report: aReport(),
    disputes: [],
    deadlines: [],
    scores: [],
    ...set,
  };
}

export const page = <T>(...items: T[]) => ({ items, next_cursor: null });
