// How an export looks inside. Pure; internal to this slice.
#pragma once

#include "base/ids.hpp"
#include "infra/crypto/key.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace fairfile::users {

/// Whose sealed values, and what opens them.
struct Opener {
    UserId user;
    const crypto::Key& key;
};

/// A row as JSON: `facts` is an object, `sealed` an object of columns ending in "_sealed" with
/// "\x…" texts, or empty. Opened values stand under the column's name without the ending; null when
/// one does not open.
std::string open_row(
    const Opener& opener, std::string_view table, std::string_view facts, std::string_view sealed
);

/// "report-<id>.pdf"
std::string file_name(std::string_view kind, std::string_view id, std::string_view content_type);

/// What lies where, for the person.
std::string read_me(std::string_view day, const std::vector<std::string>& left_out);

}  // namespace fairfile::users
