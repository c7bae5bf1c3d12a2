#include "features/users/export_file.hpp"

#include "base/json_writer.hpp"
#include "infra/crypto/encoding.hpp"
#include "infra/crypto/seal.hpp"

#include <boost/json.hpp>

#include <array>
#include <optional>

namespace fairfile::users {

namespace {

namespace json = boost::json;

constexpr std::string_view ending = "_sealed";

/// Slices name the place of a value with or without the ending.
std::optional<std::string> opened(
    const Opener& opener, std::string_view table, std::string_view column, std::string_view text
) {
    constexpr std::string_view prefix = "\\x";
    if (!text.starts_with(prefix)) return std::nullopt;
    const auto sealed = crypto::from_hex(text.substr(prefix.size()));
    if (!sealed) return std::nullopt;
    for (const auto name : {column.substr(0, column.size() - ending.size()), column}) {
        const crypto::Place place{.table = table, .column = name, .user = opener.user};
        if (auto plain = crypto::open_value(opener.key, place, *sealed)) return std::move(*plain);
    }
    return std::nullopt;
}

void write_plain(JsonWriter& writer, const std::optional<std::string>& plain) {
    if (!plain) {
        writer.null();
        return;
    }
    boost::system::error_code failed;
    const auto parsed = json::parse(*plain, failed);
    if (!failed && (parsed.is_object() || parsed.is_array())) {
        writer.raw(*plain);
    } else {
        writer.value(std::string_view(*plain));
    }
}

}  // namespace

std::string open_row(
    const Opener& opener, std::string_view table, std::string_view facts, std::string_view sealed
) {
    std::string out;
    JsonWriter writer(out);
    writer.begin_object().members(facts);
    if (!sealed.empty()) {
        const auto values = json::parse(sealed).as_object();
        for (const auto& [column, value] : values) {
            const std::string_view name(column);
            writer.key(name.substr(0, name.size() - ending.size()));
            write_plain(writer, opened(opener, table, name, value.as_string()));
        }
    }
    writer.end_object();
    return out;
}

std::string file_name(std::string_view kind, std::string_view id, std::string_view content_type) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 9> endings{{
        {"application/pdf", ".pdf"},
        {"text/html", ".html"},
        {"text/plain", ".txt"},
        {"application/json", ".json"},
        {"application/xml", ".xml"},
        {"text/xml", ".xml"},
        {"image/jpeg", ".jpg"},
        {"image/png", ".png"},
        {"image/tiff", ".tif"},
    }};
    std::string name(kind);
    name.append("-").append(id);
    for (const auto& [type, file_ending] : endings) {
        if (content_type == type) return name.append(file_ending);
    }
    return name.append(".bin");
}

std::string read_me(std::string_view day, const std::vector<std::string>& left_out) {
    std::string text = "Everything that Fairfile keeps of you, as of ";
    text.append(day).append(
        ".\n\n"
        "data/   one file for each kind of record, as JSON. What is stored encrypted stands here\n"
        "        in the clear: keep this archive as you would keep your credit reports.\n"
        "files/  the files that you uploaded and those made for you. Uploads are removed 30 days\n"
        "        after they came; what was read from them stays, in data/.\n\n"
        "data/audit_log.json and data/dispute_status_history.json are the histories. Each entry\n"
        "carries the hash of the one before it.\n\n"
        "Not in here: your password and the secrets of signing in.\n"
    );
    if (left_out.empty()) return text;
    text += "\nToo large together for one archive, to be downloaded from their own pages:\n";
    for (const auto& name : left_out) text.append("  ").append(name).append("\n");
    return text;
}

}  // namespace fairfile::users
