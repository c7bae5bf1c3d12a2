// Rows of credit reports as JSON, and back to words for the person.
#pragma once

#include "base/json_writer.hpp"
#include "features/reading/reading.hpp"
#include "features/reports/reports.hpp"
#include "infra/crypto/key.hpp"
#include "infra/postgres/postgres.hpp"

#include <string>

namespace fairfile::reports {

/// Number of columns of the list; the statement for one report has its own after them.
inline constexpr std::size_t report_column_count = 17;

/// Opens what is sealed in the rows of one person.
struct Opener {
    UserId user;
    const crypto::Key* key = nullptr;  // without one nothing is opened

    std::string open(std::string_view column, std::string_view sealed) const;
    std::string seal(std::string_view column, std::string_view plain) const;
};

/// The members of one report of the list; the caller opens and closes the object.
void write_report(JsonWriter& json, const ListedReport& report, const Opener& opener);

/// {"status", "page", "pages", "message"}
std::string progress_json(
    std::string_view status, std::string_view reason, std::int64_t page, std::int64_t pages
);

/// The argument of `finish_report`.
std::string finish_json(const reading::CreditReport& report, const Opener& opener);

/// The argument of `insert_questions`.
std::string questions_json(
    const reading::CreditReport& report,
    const std::vector<tradelines::PageSize>& pages,
    const Opener& opener
);

}  // namespace fairfile::reports
