#include "infra/http/member_fields.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <charconv>

namespace fairfile::http {

namespace {

using Kind = Member::Kind;

// An answer names wrong fields so that they can be put right; beyond this it helps nobody.
constexpr std::size_t wrong_fields_max = 50;
constexpr std::size_t shown_name_max = 100;

bool looks_like_email(std::string_view text) {
    constexpr std::size_t address_max = 254, local_max = 64;
    const auto at = text.find('@');
    if (at == std::string_view::npos || at == 0 || at > local_max) return false;
    const auto domain = text.substr(at + 1);
    const auto dot = domain.rfind('.');
    const auto is_bad = [](char character) {
        return character <= ' ' || character == 0x7f || character == '@' || character == ',' ||
               character == '<' || character == '>';
    };
    return text.size() <= address_max && dot != std::string_view::npos && dot != 0 &&
           dot + 1 < domain.size() && domain.find("..") == std::string_view::npos &&
           std::none_of(domain.begin(), domain.end(), is_bad) &&
           std::none_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), is_bad);
}

std::string one_of_these(std::span<const std::string_view> choices) {
    std::string list = "must be one of ";
    for (const auto& choice : choices) {
        if (&choice != &choices.front()) list += ", ";
        list += choice;
    }
    return list;
}

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t number = 0;
    const auto* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
    return number;
}

}  // namespace

void MemberFields::required(std::string_view name, std::string& into, const TextRule& rule) {
    require(name, into, text(name, rule));
}

void MemberFields::optional(
    std::string_view name, std::optional<std::string>& into, const TextRule& rule
) {
    into = text(name, rule);
}

void MemberFields::required(
    std::string_view name, std::int64_t& into, std::int64_t min, std::int64_t max
) {
    require(name, into, integer(name, min, max));
}

void MemberFields::optional(
    std::string_view name, std::optional<std::int64_t>& into, std::int64_t min, std::int64_t max
) {
    into = integer(name, min, max);
}

void MemberFields::optional(std::string_view name, std::optional<bool>& into) {
    into.reset();
    const auto* member = take(name);
    if (member == nullptr) return;
    if (member->kind == Kind::truth) {
        into = member->truth;
    } else if (member->kind == Kind::query && (member->text == "true" || member->text == "false")) {
        into = member->text == "true";
    } else {
        refuse(name, "must be true or false");
    }
}

void MemberFields::required(std::string_view name, Uuid& into) {
    std::optional<Uuid> id;
    optional(name, id);
    require(name, into, id);
}

void MemberFields::optional(std::string_view name, std::optional<Uuid>& into) {
    into.reset();
    const auto* member = take(name);
    if (member == nullptr) return;
    into = parse_uuid(member->text);
    if (!into) refuse(name, "must be an id");
}

void MemberFields::optional(std::string_view name, std::optional<PartialDate>& into) {
    into.reset();
    const auto* member = take(name);
    if (member == nullptr) return;
    into = parse_iso_date(member->text);
    if (!into) refuse(name, "must be a date: YYYY-MM-DD, YYYY-MM or YYYY");
}

void MemberFields::optional(
    std::string_view name,
    std::vector<std::string>& into,
    std::size_t count_max,
    const TextRule& rule
) {
    into.clear();
    auto* member = take(name);
    if (member == nullptr) return;
    if (member->kind == Kind::query) {
        for (const auto part : split(member->text, ',')) member->texts.emplace_back(part);
    } else if (member->kind != Kind::texts) {
        return refuse(name, "must be a list of texts");
    }
    if (member->texts.size() > count_max) {
        return refuse(name, "must have at most " + std::to_string(count_max) + " entries");
    }
    for (const auto& entry : member->texts) {
        const auto problem = problem_with(entry, rule);
        if (!problem.empty()) return refuse(name, "has an entry that " + problem);
    }
    into = std::move(member->texts);
}

void MemberFields::refuse(std::string_view name, std::string_view problem) {
    if (wrong_.size() < wrong_fields_max) {
        wrong_.push_back({to_valid_utf8(name.substr(0, shown_name_max)), std::string(problem)});
    }
}

std::optional<Error> MemberFields::finish() {
    for (const auto& member : members_) {
        if (!member.taken) refuse(member.name, "is not known here");
    }
    if (wrong_.empty()) return std::nullopt;
    Error error{Failure::invalid, "http.invalid", "Some fields are wrong."};
    error.fields = std::move(wrong_);
    return error;
}

/// nullptr when the member was not sent (or is null), or cannot be one value.
Member* MemberFields::take(std::string_view name) {
    const auto has_name = [name](const Member& member) { return member.name == name; };
    const auto member = std::find_if(members_.begin(), members_.end(), has_name);
    if (member == members_.end()) return nullptr;
    member->taken = true;
    if (member->repeated) {
        refuse(name, "must be given once");
        return nullptr;
    }
    return member->kind == Kind::null ? nullptr : &*member;
}

template <class Value>
void MemberFields::require(std::string_view name, Value& into, std::optional<Value> value) {
    if (value) {
        into = std::move(*value);
        return;
    }
    const auto is_named = [name](const FieldError& error) { return error.field == name; };
    if (std::none_of(wrong_.begin(), wrong_.end(), is_named)) refuse(name, "is required");
}

std::optional<std::string> MemberFields::text(std::string_view name, const TextRule& rule) {
    auto* member = take(name);
    if (member == nullptr) return std::nullopt;
    if (member->kind != Kind::text && member->kind != Kind::query) {
        refuse(name, "must be text");
        return std::nullopt;
    }
    const auto problem = problem_with(member->text, rule);
    if (!problem.empty()) {
        refuse(name, problem);
        return std::nullopt;
    }
    return std::move(member->text);
}

std::optional<std::int64_t> MemberFields::integer(
    std::string_view name, std::int64_t min, std::int64_t max
) {
    const auto* member = take(name);
    if (member == nullptr) return std::nullopt;
    std::optional<std::int64_t> number;
    if (member->kind == Kind::integer) number = member->integer;
    if (member->kind == Kind::query) number = whole_number(member->text);
    if (!number) {
        refuse(name, "must be a whole number");
        return std::nullopt;
    }
    if (member->too_big || *number < min || *number > max) {
        refuse(name, "must be from " + std::to_string(min) + " to " + std::to_string(max));
        return std::nullopt;
    }
    return number;
}

std::string problem_with(std::string_view text, const TextRule& rule) {
    if (!is_valid_utf8(text)) return "must be UTF-8";
    if (text.find('\0') != std::string_view::npos) return "must not have a NUL character";
    if (text.size() < rule.length_min) {
        if (rule.length_min == 1) return "must not be empty";
        return "must have at least " + std::to_string(rule.length_min) + " bytes";
    }
    if (text.size() > rule.length_max) {
        return "must have at most " + std::to_string(rule.length_max) + " bytes";
    }
    if (rule.email && !looks_like_email(text)) return "must be an e-mail address";
    const auto& choices = rule.one_of;
    if (!choices.empty() && std::find(choices.begin(), choices.end(), text) == choices.end()) {
        return one_of_these(choices);
    }
    return {};
}

}  // namespace fairfile::http
