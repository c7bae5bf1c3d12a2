#include "infra/crypto/strict_json.hpp"

#include "base/text.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/parse.hpp>

#include <set>
#include <vector>

namespace fairfile::crypto {

namespace {

namespace json = boost::json;

constexpr std::size_t depth_max = 8;

/// Two parsers that disagree about a repeated name are two readings of one signed text.
class RepeatedNames {
  public:
    static constexpr std::size_t max_object_size = 1'000;
    static constexpr std::size_t max_array_size = 1'000;
    static constexpr std::size_t max_key_size = 4'096;
    static constexpr std::size_t max_string_size = 65'536;

    bool on_document_begin(json::error_code&) { return true; }
    bool on_document_end(json::error_code&) { return true; }
    bool on_object_begin(json::error_code&) {
        seen_.emplace_back();
        return true;
    }
    bool on_object_end(std::size_t, json::error_code&) {
        seen_.pop_back();
        return true;
    }
    bool on_array_begin(json::error_code&) { return true; }
    bool on_array_end(std::size_t, json::error_code&) { return true; }
    bool on_key_part(json::string_view part, std::size_t, json::error_code&) {
        name_.append(part.data(), part.size());
        return true;
    }
    bool on_key(json::string_view part, std::size_t, json::error_code& error) {
        name_.append(part.data(), part.size());
        const bool is_new = seen_.back().insert(std::move(name_)).second;
        name_.clear();
        if (!is_new) error = json::error::syntax;
        return is_new;
    }
    bool on_string_part(json::string_view, std::size_t, json::error_code&) { return true; }
    bool on_string(json::string_view, std::size_t, json::error_code&) { return true; }
    bool on_number_part(json::string_view, json::error_code&) { return true; }
    bool on_int64(std::int64_t, json::string_view, json::error_code&) { return true; }
    bool on_uint64(std::uint64_t, json::string_view, json::error_code&) { return true; }
    bool on_double(double, json::string_view, json::error_code&) { return true; }
    bool on_bool(bool, json::error_code&) { return true; }
    bool on_null(json::error_code&) { return true; }
    bool on_comment_part(json::string_view, json::error_code&) { return true; }
    bool on_comment(json::string_view, json::error_code&) { return true; }

  private:
    std::vector<std::set<std::string>> seen_;
    std::string name_;
};

}  // namespace

std::optional<json::object> parse_strict_object(std::string_view text) {
    if (!is_valid_utf8(text)) return std::nullopt;
    json::parse_options options;
    options.max_depth = depth_max;

    json::basic_parser<RepeatedNames> parser(options);
    json::error_code error;
    const auto used = parser.write_some(false, text.data(), text.size(), error);
    if (error || used != text.size()) return std::nullopt;

    auto value = json::parse(text, error, {}, options);
    if (error || !value.is_object()) return std::nullopt;
    return std::move(value.get_object());
}

std::optional<std::string> text_member(const json::object& object, std::string_view name) {
    const auto* member = object.if_contains(name);
    if (member == nullptr || !member->is_string()) return std::nullopt;
    return std::string(member->get_string());
}

}  // namespace fairfile::crypto
