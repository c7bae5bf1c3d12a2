// Everything about one dispute for somebody who was not there: history with its hashes, letters,
// mail, answers and the law, as one data file and one PDF. Pure.
#pragma once

#include "features/letters/letters.hpp"
#include "infra/postgres/postgres.hpp"

#include <string>
#include <vector>

namespace fairfile::disputes {

/// Rows of the statements of the same names (dispute_store.hpp), and the letters as shown.
struct BinderSource {
    postgres::Rows dispute;
    postgres::Rows history;
    postgres::Rows letters;
    postgres::Rows mailings;
    postgres::Rows answers;
    postgres::Rows findings;
    std::vector<std::string> letter_json;
};

std::string binder_json(const BinderSource& source);
letters::Paper binder_paper(const BinderSource& source);

}  // namespace fairfile::disputes
