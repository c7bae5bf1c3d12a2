#include "infra/postgres/prepared_statements.hpp"

#include <algorithm>

namespace fairfile::postgres {

PreparedStatement* PreparedStatements::find(std::string_view role, std::string_view name) {
    for (auto& [known_role, statements] : roles_) {
        if (known_role != role) continue;
        const auto found = statements.find(name);
        return found == statements.end() ? nullptr : &found->second;
    }
    return nullptr;
}

PreparedStatement& PreparedStatements::add(std::string_view role, const Statement& statement) {
    auto of_role = std::ranges::find(roles_, role, [](const auto& pair) -> const std::string& {
        return pair.first;
    });
    if (of_role == roles_.end()) {
        roles_.emplace_back(role, OfRole{});
        of_role = std::prev(roles_.end());
    }
    ++count_;
    PreparedStatement prepared{
        .name = "s" + std::to_string(count_), .sql = std::string(statement.sql)};
    const auto added =
        of_role->second.insert_or_assign(std::string(statement.name), std::move(prepared));
    return added.first->second;
}

}  // namespace fairfile::postgres
