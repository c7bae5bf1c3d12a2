// Which statements one connection has prepared. A plan belongs to a role: row security is part of
// it, and PostgreSQL plans anew whenever another role runs it. So each role has its own.
#pragma once

#include "infra/postgres/postgres.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace fairfile::postgres {

struct PreparedStatement {
    std::string name;  // on the server
    std::string sql;
    /// Why preparing failed: what runs it meanwhile hears only that it does not exist.
    std::optional<Error> failure = {};
};

class PreparedStatements {
  public:
    /// Every statement of the program in every role; more can only be a mistake.
    static constexpr std::size_t count_max = 4'096;

    PreparedStatement* find(std::string_view role, std::string_view name);
    /// References stay valid.
    PreparedStatement& add(std::string_view role, const Statement& statement);
    bool is_full() const { return count_ >= count_max; }

  private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>{}(text);
        }
    };
    using OfRole = std::unordered_map<std::string, PreparedStatement, Hash, std::equal_to<>>;

    std::vector<std::pair<std::string, OfRole>> roles_;  // a handful: searched in order
    std::size_t count_ = 0;
};

}  // namespace fairfile::postgres
