// Credit reports as values, and the pure functions that make them from words with boxes or from a
// machine format. Nothing is guessed: what a document does not say is empty, what cannot be decided
// becomes a question, and every value read keeps its evidence. A document that is no report, or one
// that cannot be read, is a report too: its verdict and reason say so. Never throws on bad input.
#pragma once

#include "base/dates.hpp"
#include "base/json_writer.hpp"
#include "base/money.hpp"
#include "base/words.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fairfile::reading {

enum class DocumentKind {
    credit_report,
    bureau_answer,
    furnisher_file,
    not_a_credit_report,
    unknown,
};

enum class Verdict { accepted, needs_review, refused };

/// Why a document was refused. Reading itself decides the first three and malformed, no_text,
/// business_report, foreign_report; the rest are for those who open files.
enum class Refusal {
    not_a_credit_report,
    unknown_layout,
    malformed,
    no_text,
    business_report,
    foreign_report,
    encrypted,
    too_large,
    too_many_pages,
    timeout,
    memory,
    infected,
    unsupported_type,
};

enum class Bureau { transunion, experian, equifax };

enum class AccountType {
    revolving,
    installment,
    mortgage,
    open,
    line_of_credit,
    collection,
    other,
};

enum class Responsibility {
    individual,
    joint,
    authorized_user,
    co_signer,
    maker,
    terminated,
    deceased,
};

enum class AccountStatus { open, closed, paid, transferred, refinanced, derogatory };

enum class PaymentStatus {
    current,
    late_30,
    late_60,
    late_90,
    late_120,
    late_150,
    late_180,
    charge_off,
    collection,
    repossession,
    voluntary_surrender,
    foreclosure,
    bankruptcy,
    settled,
    paid,
};

enum class HistoryMark {
    ok,
    late_30,
    late_60,
    late_90,
    late_120,
    late_150,
    late_180,
    charge_off,
    collection,
    repossession,
    foreclosure,
    bankruptcy,
    no_data,
    unknown,
};

enum class NegativeReason {
    late_payment,
    past_due,
    charge_off,
    collection,
    repossession,
    foreclosure,
    bankruptcy,
    tax_lien,
    judgment,
    settled,
    public_record,
};

enum class PublicRecordType { bankruptcy, tax_lien, judgment, other };
enum class InquiryKind { hard, soft };

enum class Outcome {
    deleted,
    updated,
    verified,
    reinserted,
    identity_not_verified,
    frivolous,
    already_in_progress,
    received,
    third_party_suspected,
    unknown,
};

/// The words of the contract: "late_30", "TransUnion", "not_a_credit_report". A history mark of
/// days is the bare number: "30".
std::string_view to_string(DocumentKind kind);
std::string_view to_string(Verdict verdict);
std::string_view to_string(Refusal refusal);
std::string_view to_string(Bureau bureau);
std::string_view to_string(AccountType type);
std::string_view to_string(Responsibility responsibility);
std::string_view to_string(AccountStatus status);
std::string_view to_string(PaymentStatus status);
std::string_view to_string(HistoryMark mark);
std::string_view to_string(NegativeReason reason);
std::string_view to_string(PublicRecordType type);
std::string_view to_string(InquiryKind kind);
std::string_view to_string(Outcome outcome);
std::string_view to_string(ReadingMethod method);

/// Where a value was read and how sure the reading is. Page 0: the format has no pages.
struct Evidence {
    int page = 0;
    Box box;
    std::string text;
    ReadingMethod method = ReadingMethod::text;
    double confidence = 1;
};

/// Evidence by the contract's field name ("balance_cents", "payment_history").
using EvidenceByField = std::map<std::string, Evidence, std::less<>>;

struct MonthMark {
    PartialDate month;  // precision: month
    HistoryMark mark = HistoryMark::unknown;
};

/// One account at one bureau.
struct Tradeline {
    int account = 0;  // 1-based; the bureaus' entries of one account share it
    std::optional<Bureau> bureau;
    std::optional<std::string> creditor;
    std::optional<std::string> original_creditor;
    std::optional<std::string> account_number;  // as printed, masks included
    std::optional<AccountType> account_type;
    std::optional<std::string> account_type_text;
    std::optional<Responsibility> responsibility;
    std::optional<AccountStatus> account_status;
    std::optional<std::string> account_status_text;
    std::optional<PaymentStatus> payment_status;
    std::optional<std::string> payment_status_text;
    std::optional<PartialDate> date_opened;
    std::optional<PartialDate> date_closed;
    std::optional<PartialDate> date_reported;
    std::optional<PartialDate> date_last_payment;
    std::optional<PartialDate> date_last_active;
    std::optional<PartialDate> date_first_delinquency;
    std::optional<PartialDate> date_removal;
    std::optional<Money> balance;
    std::optional<Money> credit_limit;
    std::optional<Money> high_credit;
    std::optional<Money> past_due;
    std::optional<Money> monthly_payment;
    std::optional<Money> charge_off;
    std::optional<std::string> terms;
    std::vector<MonthMark> payment_history;  // newest first
    std::vector<std::string> remarks;
    bool negative = false;
    std::vector<NegativeReason> negative_reasons;
    bool disputable = false;  // set by features/findings
    double confidence = 1;
    EvidenceByField evidence;
    std::map<std::string, std::string, std::less<>> codes;  // source codes kept: "metro2.status"
};

struct ConsumerBlock {
    std::optional<Bureau> bureau;
    std::optional<std::string> name;
    std::optional<PartialDate> birth;
    std::vector<std::string> addresses;
    std::vector<std::string> employers;
};

struct Score {
    std::optional<Bureau> bureau;
    std::optional<std::string> model;
    int value = 0;
    std::optional<PartialDate> date;
};

struct PublicRecord {
    std::optional<Bureau> bureau;
    PublicRecordType type = PublicRecordType::other;
    std::optional<int> chapter;  // 7, 11, 12, 13
    std::optional<PartialDate> filed;
    std::optional<std::string> status;
    std::optional<std::string> reference;
    std::optional<Money> amount;
    EvidenceByField evidence;
};

struct Inquiry {
    std::optional<Bureau> bureau;
    std::optional<std::string> creditor;
    std::optional<PartialDate> date;
    std::optional<InquiryKind> kind;
};

/// Indices are 0-based positions in the report's lists.
struct Finding {
    std::string rule;
    std::vector<std::size_t> tradelines;
    std::vector<std::size_t> public_records;
    std::string fact;  // one line, at most 150 characters
    std::string citation;
    std::optional<PartialDate> as_of;
    std::string eoscar_code;                 // three digits, may be empty
    std::string transunion_code;             // "F5", may be empty
    std::vector<std::string> evidence_keys;  // "tradelines/3/balance_cents"
};

/// The place of one fact in a report: "tradelines/3/balance_cents".
struct FactPlace {
    std::string list;
    std::size_t index = 0;
    std::string field;
};

std::string to_string(const FactPlace& place);

/// Nothing when the text is not of that form.
std::optional<FactPlace> parse_fact_place(std::string_view text);

struct Question {
    std::string about;  // "tradelines/3/balance_cents"
    std::string ask;
    int page = 0;
    Box box;
    std::vector<std::string> readings;
};

struct BureauAnswer {
    std::optional<std::string> item_key;
    std::optional<Bureau> bureau;
    std::optional<std::string> furnisher;
    std::optional<std::string> account_number;
    std::optional<std::string> result_text;
    std::vector<std::string> reasons;
    Outcome outcome = Outcome::unknown;
    std::optional<bool> favourable;
    std::optional<bool> other_information_changed;
    std::optional<std::string> contradiction;
    std::optional<Evidence> evidence;
};

struct CreditReport {
    DocumentKind kind = DocumentKind::unknown;
    std::string format;  // "iiq_trimerge", "metro2", …; empty when unknown
    Verdict verdict = Verdict::refused;
    std::optional<Refusal> reason;  // exactly when refused
    std::optional<PartialDate> report_date;
    std::optional<std::string> reference;
    int pages = 0;
    int pages_ocr = 0;
    std::vector<ConsumerBlock> consumers;
    std::vector<Score> scores;
    std::vector<Tradeline> tradelines;
    std::vector<PublicRecord> public_records;
    std::vector<Inquiry> inquiries;
    std::vector<BureauAnswer> answers;
    std::vector<Finding> findings;  // filled by features/findings
    std::vector<Question> questions;
    std::vector<std::string> warnings;
};

/// What the first bytes of a file say it is; `other` is for those who open PDFs and images.
enum class MachineFormat {
    none,
    metro2,
    mismo,
    transunion_tuna,
    transunion_truelink,
    transunion_investigation,
    equifax_json,
    experian_json,
};

/// One report, or several when the document is several reports bound together. Never empty.
std::vector<CreditReport> read_document(const DocumentOfWords& document);

MachineFormat recognise_bytes(std::string_view bytes);

/// Same value out of a machine format. Refused as unsupported_type when it is none of them.
std::vector<CreditReport> read_machine_document(std::string_view bytes);

/// A refusal that the caller decided (encrypted, too_large, …), in the same shape.
CreditReport refused(Refusal reason, DocumentKind kind = DocumentKind::unknown);

/// Puts a person's answer where the reader asked ("balance_cents"): a value by the method user, and
/// what it says about harm. False, with nothing changed, when the text is no value of that field's
/// kind or the field is never asked about. No text: the paper does not say.
bool put_answer(Tradeline& line, std::string_view field, const std::optional<std::string>& text);

/// The contract of `extract --json`: one report, or a bundle when there are several.
std::string to_json(const CreditReport& report);
std::string to_json(const std::vector<CreditReport>& reports);

/// Parts of it, for those who store or serve them.
void write_json(JsonWriter& json, const CreditReport& report);
void write_json(JsonWriter& json, const Tradeline& tradeline);
void write_payment_history(JsonWriter& json, const std::vector<MonthMark>& history);
void write_evidence(JsonWriter& json, const Evidence& evidence);
void write_json(JsonWriter& json, const Finding& finding);

}  // namespace fairfile::reading
