#include "base/text.hpp"
#include "infra/http/input.hpp"
#include "infra/http/member_fields.hpp"
#include "infra/http/percent.hpp"

#include <algorithm>

namespace fairfile::http {

namespace {

// No page asks for more; the search for repeated names is quadratic.
constexpr std::size_t members_max = 64;

Error unreadable_query() {
    return {Failure::unreadable, "http.unreadable", "The query string cannot be read."};
}

std::optional<Member> read_member(std::string_view pair) {
    const auto equals = pair.find('=');
    auto name = percent_decode(pair.substr(0, equals), PlusSign::means_blank);
    const auto raw = equals == std::string_view::npos ? "" : pair.substr(equals + 1);
    auto value = percent_decode(raw, PlusSign::means_blank);
    if (!name || !value) return std::nullopt;
    return Member{.name = std::move(*name), .kind = Member::Kind::query, .text = std::move(*value)};
}

}  // namespace

std::optional<Error> read_query(std::string_view query, const Describe& describe) {
    std::vector<Member> members;
    for (const auto pair : split(query, '&')) {
        if (pair.empty()) continue;
        auto member = read_member(pair);
        if (!member || members.size() == members_max) return unreadable_query();

        const auto has_name = [&member](const Member& other) { return other.name == member->name; };
        const auto same = std::find_if(members.begin(), members.end(), has_name);
        if (same == members.end()) {
            members.push_back(std::move(*member));
        } else {
            same->repeated = true;
        }
    }
    MemberFields fields(members);
    describe(fields);
    return fields.finish();
}

}  // namespace fairfile::http
