#include "base/text.hpp"
#include "infra/http/input.hpp"
#include "infra/http/member_fields.hpp"

#include <boost/json/basic_parser_impl.hpp>

#include <algorithm>
#include <limits>

namespace fairfile::http {

namespace {

namespace json = boost::json;
using boost::system::error_code;
using Kind = Member::Kind;

constexpr std::size_t depth_max = 16;
constexpr std::size_t members_max = 256;
constexpr std::size_t entries_max = 10'000;

/// Collects the members of the outermost object. What nests deeper than a list of texts is only
/// checked: no field of ours is such a thing.
class MemberCollector {
  public:
    static constexpr std::size_t max_object_size = members_max;
    static constexpr std::size_t max_array_size = entries_max;
    static constexpr std::size_t max_key_size = 256;
    static constexpr std::size_t max_string_size = std::numeric_limits<std::size_t>::max();

    std::vector<Member> members;
    bool is_object = false;

    bool on_document_begin(error_code&) { return true; }
    bool on_document_end(error_code&) { return true; }

    bool on_object_begin(error_code&) {
        if (names_.empty() && arrays_ == 0) {
            is_object = true;
        } else {
            found_other();
        }
        names_.emplace_back();
        return true;
    }
    bool on_object_end(std::size_t, error_code&) {
        names_.pop_back();
        return true;
    }
    bool on_array_begin(error_code&) {
        if (in_member()) {
            members.back().kind = Kind::texts;
        } else {
            found_other();
        }
        ++arrays_;
        return true;
    }
    bool on_array_end(std::size_t, error_code&) {
        --arrays_;
        return true;
    }

    bool on_key_part(std::string_view part, std::size_t, error_code&) {
        text_.append(part);
        return true;
    }
    bool on_key(std::string_view part, std::size_t, error_code& problem) {
        text_.append(part);
        auto& names = names_.back();
        if (std::find(names.begin(), names.end(), text_) != names.end()) {
            problem = json::error::syntax;
            return false;
        }
        names.push_back(text_);
        if (names_.size() == 1 && arrays_ == 0) {
            members.push_back({.name = text_});
        }
        text_.clear();
        return true;
    }

    bool on_string_part(std::string_view part, std::size_t, error_code&) {
        text_.append(part);
        return true;
    }
    bool on_string(std::string_view part, std::size_t, error_code&) {
        text_.append(part);
        if (in_member()) {
            members.back().kind = Kind::text;
            members.back().text = std::move(text_);
        } else if (in_list() && members.back().kind == Kind::texts) {
            members.back().texts.push_back(std::move(text_));
        }
        text_.clear();
        return true;
    }

    bool on_number_part(std::string_view, error_code&) { return true; }
    bool on_int64(std::int64_t number, std::string_view, error_code&) {
        if (in_member()) {
            members.back().kind = Kind::integer;
            members.back().integer = number;
        }
        found_in_list();
        return true;
    }
    bool on_uint64(std::uint64_t, std::string_view text, error_code& problem) {
        on_int64(0, text, problem);
        if (in_member()) members.back().too_big = true;
        return true;
    }
    bool on_double(double, std::string_view, error_code&) { return plain(Kind::number); }
    bool on_bool(bool truth, error_code&) {
        if (in_member()) members.back().truth = truth;
        return plain(Kind::truth);
    }
    bool on_null(error_code&) { return plain(Kind::null); }
    bool on_comment_part(std::string_view, error_code&) { return false; }
    bool on_comment(std::string_view, error_code&) { return false; }

  private:
    bool in_member() const { return is_object && names_.size() == 1 && arrays_ == 0; }
    bool in_list() const { return is_object && names_.size() == 1 && arrays_ == 1; }
    bool plain(Kind kind) {
        if (in_member()) members.back().kind = kind;
        found_in_list();
        return true;
    }
    void found_in_list() {
        if (in_list()) members.back().kind = Kind::other;
    }
    void found_other() {
        if (is_object && !members.empty()) members.back().kind = Kind::other;
    }

    std::vector<std::vector<std::string>> names_;  // of every object that is open, to see repeats
    std::size_t arrays_ = 0;
    std::string text_;
};

bool says_json(std::string_view content_type) {
    if (content_type.empty()) return true;
    const auto parts = split(content_type, ';');
    const auto type = to_lower(trim(parts[0]));
    if (type != "application/json" && !type.ends_with("+json")) return false;
    for (std::size_t index = 1; index < parts.size(); ++index) {
        const auto parameter = to_lower(trim(parts[index]));
        if (!parameter.starts_with("charset=")) continue;
        if (parameter != "charset=utf-8" && parameter != "charset=\"utf-8\"") return false;
    }
    return true;
}

}  // namespace

std::optional<Error> read_json(
    std::string_view content_type, std::string_view body, const Describe& describe
) {
    if (!says_json(content_type)) {
        return Error{
            Failure::unsupported, "http.unsupported_type", "The body must be JSON in UTF-8."};
    }
    json::parse_options options;
    options.max_depth = depth_max;
    json::basic_parser<MemberCollector> parser(options);
    error_code problem;
    const auto used = parser.write_some(false, body.data(), body.size(), problem);
    const auto rest = body.substr(std::min(used, body.size()));
    if (problem || !parser.done() || !trim(rest).empty()) {
        return Error{Failure::unreadable, "http.unreadable", "The body is not valid JSON."};
    }
    auto& collector = parser.handler();
    if (!collector.is_object) {
        return Error{Failure::invalid, "http.invalid", "The body must be a JSON object."};
    }
    MemberFields fields(collector.members);
    describe(fields);
    return fields.finish();
}

}  // namespace fairfile::http
