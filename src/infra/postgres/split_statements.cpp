#include "base/text.hpp"
#include "infra/postgres/migrator.hpp"

namespace fairfile::postgres {

namespace {

std::size_t after(std::string_view sql, std::string_view end, std::size_t from) {
    const auto found = sql.find(end, from);
    return found == std::string_view::npos ? sql.size() : found + end.size();
}

std::size_t after_nested_comment(std::string_view sql, std::size_t from) {
    int depth = 0;
    for (auto at = from; at < sql.size();) {
        const auto pair = sql.substr(at, 2);
        if (pair == "/*") ++depth;
        if (pair == "*/") --depth;
        at += pair == "/*" || pair == "*/" ? 2 : 1;
        if (depth == 0) return at;
    }
    return sql.size();
}

/// "$tag$" when one begins here, else empty. "$1" is a parameter.
std::string_view dollar_tag(std::string_view sql, std::size_t from) {
    auto at = from + 1;
    while (at < sql.size() && (is_letter(sql[at]) || is_digit(sql[at]) || sql[at] == '_')) ++at;
    if (at >= sql.size() || sql[at] != '$') return {};
    if (at > from + 1 && is_digit(sql[from + 1])) return {};
    return sql.substr(from, at + 1 - from);
}

/// Where the token that begins at `at` ends; quoted things and comments are one token.
std::size_t end_of_token(std::string_view sql, std::size_t at) {
    if (sql.substr(at, 2) == "--") return after(sql, "\n", at);
    if (sql.substr(at, 2) == "/*") return after_nested_comment(sql, at);
    // A doubled quote inside ends one token and begins the next: the same cut.
    if (sql[at] == '\'') return after(sql, "'", at + 1);
    if (sql[at] == '"') return after(sql, "\"", at + 1);
    if (sql[at] == '$') {
        const auto tag = dollar_tag(sql, at);
        if (!tag.empty()) return after(sql, tag, at + tag.size());
    }
    return at + 1;
}

bool is_comment(std::string_view token) {
    return token.starts_with("--") || token.starts_with("/*");
}

}  // namespace

std::vector<std::string_view> split_statements(std::string_view sql) {
    std::vector<std::string_view> statements;
    std::size_t begin = 0;
    bool has_content = false;
    const auto cut = [&](std::size_t end) {
        if (has_content) statements.push_back(trim(sql.substr(begin, end - begin)));
        has_content = false;
    };
    for (std::size_t at = 0; at < sql.size();) {
        const auto end = end_of_token(sql, at);
        const auto token = sql.substr(at, end - at);
        if (token == ";") {
            cut(at);
            begin = end;
        } else if (!is_comment(token) && !trim(token).empty()) {
            has_content = true;
        }
        at = end;
    }
    cut(sql.size());
    return statements;
}

}  // namespace fairfile::postgres
