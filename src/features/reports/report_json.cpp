#include "features/reports/report_json.hpp"

#include "base/version.hpp"
#include "features/reports/reports.hpp"
#include "infra/crypto/encoding.hpp"
#include "infra/crypto/seal.hpp"
#include "infra/postgres/timestamps.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace fairfile::reports {

namespace {

// Positions in REPORT_COLUMNS of report_store.cpp.
enum Column : std::size_t {
    id,
    status,
    reason,
    format,
    report_date,
    pages,
    pages_ocr,
    upload_date,
    finished_at,
    file_deleted_at,
    file_name_sealed,
    bytes,
    account_count,
    tradeline_count,
    negative_count,
    disputable_count,
    question_count,
};

constexpr std::array<std::pair<std::string_view, Column>, 5> counts{{
    {"account_count", account_count},
    {"tradeline_count", tradeline_count},
    {"negative_count", negative_count},
    {"disputable_count", disputable_count},
    {"question_count", question_count},
}};

struct ReasonWords {
    std::string_view reason;
    std::string_view message;
};

constexpr std::array<ReasonWords, 16> reason_words{{
    {"not_a_credit_report",
     "This does not look like a credit report. Nothing was kept from it; upload the report "
     "itself."},
    {"unknown_layout",
     "This looks like a credit report, but in a form that Fairfile does not know yet."},
    {"encrypted", "This file is protected by a password. Save it without one and upload it again."},
    {"malformed", "This file is damaged and cannot be opened. Download it again and retry."},
    {"too_large", "This file is larger than Fairfile reads."},
    {"too_many_pages", "This file has more than 300 pages. Split it and upload the parts."},
    {"no_text",
     "No words could be read on these pages. A sharper scan or the original file helps."},
    {"timeout", "Reading this file took too long. Try a smaller or simpler copy of it."},
    {"memory", "This file needs more memory than is allowed for one document."},
    {"infected", "The virus scanner refused this file."},
    {"unsupported_type", "Files of this kind are not read. PDF, photos and scans are."},
    {"business_report", "This is a report about a business. Fairfile reads reports about people."},
    {"foreign_report", "This report is from another country. Fairfile reads American reports."},
    {"file_missing", "The file could not be found any more. Please upload it again."},
    {"internal", "Something went wrong on our side while reading. Please upload the file again."},
    {"cancelled", "Reading was cancelled."},
}};

bool is_null(const ListedReport& report, Column column) {
    return report.rows.is_null(report.row, report.first_column + column);
}

std::string_view text_of(const ListedReport& report, Column column) {
    return report.rows.text(report.row, report.first_column + column);
}

void text_field(
    JsonWriter& json, std::string_view name, const ListedReport& report, Column column
) {
    json.key(name);
    if (is_null(report, column)) {
        json.null();
    } else {
        json.value(text_of(report, column));
    }
}

void time_field(
    JsonWriter& json, std::string_view name, const ListedReport& report, Column column
) {
    json.key(name);
    if (is_null(report, column)) {
        json.null();
    } else {
        json.value(std::string_view(postgres::to_rfc3339(text_of(report, column))));
    }
}

void file_name_field(JsonWriter& json, const ListedReport& report, const Opener& opener) {
    json.key("file_name");
    if (is_null(report, file_name_sealed) || opener.key == nullptr) {
        json.null();
        return;
    }
    const auto sealed = report.rows.bytes(report.row, report.first_column + file_name_sealed);
    json.value(std::string_view(opener.open("file_name", sealed)));
}

int account_total(const reading::CreditReport& report) {
    std::set<int> accounts;
    for (const auto& tradeline : report.tradelines) accounts.insert(tradeline.account);
    return static_cast<int>(accounts.size());
}

template <class Predicate>
int count_of(const reading::CreditReport& report, Predicate predicate) {
    const auto& lines = report.tradelines;
    return static_cast<int>(std::count_if(lines.begin(), lines.end(), predicate));
}

}  // namespace

std::string Opener::open(std::string_view column, std::string_view sealed) const {
    const crypto::Place place{.table = "credit_reports", .column = column, .user = user};
    auto plain = crypto::open_value(*key, place, sealed);
    return plain ? *plain : std::string();
}

std::string Opener::seal(std::string_view column, std::string_view plain) const {
    const crypto::Place place{.table = "credit_reports", .column = column, .user = user};
    return crypto::seal_value(*key, place, plain);
}

std::string_view message_of(std::string_view wanted) {
    for (const auto& one : reason_words) {
        if (one.reason == wanted) return one.message;
    }
    return "The report could not be read.";
}

void write_report(JsonWriter& json, const ListedReport& report, const Opener& opener) {
    text_field(json, "id", report, id);
    text_field(json, "status", report, status);
    text_field(json, "reason", report, reason);
    json.key("message");
    if (is_null(report, reason)) {
        json.null();
    } else {
        json.value(message_of(text_of(report, reason)));
    }
    file_name_field(json, report, opener);
    json.key("size_bytes").raw(text_of(report, bytes));
    text_field(json, "format", report, format);
    text_field(json, "report_date", report, report_date);
    json.key("pages").raw(text_of(report, pages));
    json.key("pages_ocr").raw(text_of(report, pages_ocr));
    time_field(json, "uploaded_at", report, upload_date);
    time_field(json, "finished_at", report, finished_at);
    time_field(json, "file_deleted_at", report, file_deleted_at);
    for (const auto& [name, column] : counts) json.key(name).raw(text_of(report, column));
}

void write_listed_report(
    JsonWriter& json, const ListedReport& report, UserId user, const crypto::Key* key
) {
    json.begin_object();
    write_report(json, report, Opener{user, key});
    json.end_object();
}

std::string progress_json(
    std::string_view state, std::string_view why, std::int64_t page, std::int64_t all
) {
    std::string message;
    if (state == "queued") message = "Waiting to be read.";
    if (state == "reading") message = "Reading page " + std::to_string(page) + ".";
    if (state == "done") message = "All accounts were read.";
    if (state == "needs_review") message = "Read. A few values need your eyes.";
    if (state == "failed") message = message_of(why);
    std::string text;
    JsonWriter json(text);
    json.begin_object().field("status", state).field("page", page).key("pages");
    if (all > 0) {
        json.value(all);
    } else {
        json.null();
    }
    json.field("message", std::string_view(message)).end_object();
    return text;
}

std::string finish_json(const reading::CreditReport& report, const Opener& opener) {
    const bool asks = report.verdict == reading::Verdict::needs_review;
    std::string text;
    JsonWriter json(text);
    json.begin_object().field("status", asks ? "needs_review" : "done");
    json.field("kind", reading::to_string(report.kind));
    json.field("format", std::string_view(report.format));
    json.field("verdict", reading::to_string(report.verdict));
    if (report.report_date)
        json.field("report_date", std::string_view(to_string(*report.report_date)));
    if (report.reference) {
        const auto sealed = crypto::to_hex(opener.seal("reference", *report.reference));
        json.field("reference_sealed", std::string_view(sealed));
    }
    json.field("pages", report.pages).field("pages_ocr", report.pages_ocr);
    json.field("account_count", account_total(report));
    json.field("tradeline_count", static_cast<int>(report.tradelines.size()));
    json.field("negative_count", count_of(report, [](const auto& one) { return one.negative; }));
    json.field("disputable_count", count_of(report, [](const auto& one) {
                   return one.disputable;
               }));
    json.field("question_count", static_cast<int>(report.questions.size()));
    json.key("warnings").begin_array();
    for (const auto& warning : report.warnings) json.value(std::string_view(warning));
    json.end_array().field("reader_version", program_version).end_object();
    return text;
}

std::string questions_json(
    const reading::CreditReport& report,
    const std::vector<tradelines::PageSize>& pages,
    const Opener& opener
) {
    std::string text;
    JsonWriter json(text);
    json.begin_array();
    int number = 0;
    for (const auto& question : report.questions) {
        std::string readings;
        JsonWriter list(readings);
        list.begin_array();
        for (const auto& reading : question.readings) list.value(std::string_view(reading));
        list.end_array();
        const auto sealed = crypto::to_hex(opener.seal("question_readings", readings));
        json.begin_object().field("number", ++number);
        json.field("about", std::string_view(question.about));
        json.field("ask", std::string_view(question.ask));
        if (question.page > 0) {
            json.field("page", question.page).key("box").begin_array();
            json.value(question.box.left).value(question.box.top);
            json.value(question.box.right).value(question.box.bottom).end_array();
            const auto page = static_cast<std::size_t>(question.page);
            if (page <= pages.size()) {
                json.field("page_width", pages[page - 1].width);
                json.field("page_height", pages[page - 1].height);
            }
        }
        json.field("readings_sealed", std::string_view(sealed)).end_object();
    }
    json.end_array();
    return text;
}

}  // namespace fairfile::reports
