#include "infra/http/multipart.hpp"

#include "base/text.hpp"
#include "infra/http/header_value.hpp"

#include <algorithm>

namespace fairfile::http {

namespace {

constexpr std::size_t boundary_max = 70;  // RFC 2046 section 5.1.1
constexpr std::string_view line_end = "\r\n";

struct Part {
    ParameterisedValue disposition;
    std::string content_type;
    std::string_view bytes;
};

Error broken(std::string detail) {
    return {
        Failure::unreadable,
        "http.unreadable",
        "The form cannot be read: it must be multipart/form-data.",
        std::move(detail)};
}

bool is_boundary_character(char character) {
    constexpr std::string_view marks = "'()+_,-./:=? ";
    return is_digit(character) || is_letter(character) ||
           marks.find(character) != std::string_view::npos;
}

/// Walks from delimiter to delimiter.
class PartReader {
  public:
    PartReader(std::string_view body, const std::string& boundary, const MultipartLimits& limits)
        : rest_(body), delimiter_("\r\n--" + boundary), limits_(limits) {}

    /// The form must begin with its first delimiter: a preamble has no use here.
    bool enter() {
        const auto first = std::string_view(delimiter_).substr(line_end.size());
        if (!rest_.starts_with(first)) return false;
        rest_.remove_prefix(first.size());
        return true;
    }

    /// nullopt at the closing delimiter.
    Result<std::optional<Part>> next();

  private:
    bool at_end();
    Result<std::string_view> take_headers();

    std::string_view rest_;
    const std::string delimiter_;
    const MultipartLimits& limits_;
};

Result<std::optional<Part>> read_part(std::string_view headers, std::string_view bytes);

Result<std::optional<Part>> PartReader::next() {
    if (at_end()) return std::optional<Part>{};
    if (!rest_.starts_with(line_end)) return broken("no line end after a delimiter");
    rest_.remove_prefix(line_end.size());

    auto headers = take_headers();
    if (!headers) return headers.error();

    // The line end before the delimiter belongs to it, also when the part is empty.
    rest_ = {rest_.data() - line_end.size(), rest_.size() + line_end.size()};
    const auto end = rest_.find(delimiter_);
    if (end == std::string_view::npos) return broken("a part does not end");
    const auto bytes = end == 0 ? std::string_view{} : rest_.substr(2, end - line_end.size());
    rest_.remove_prefix(end + delimiter_.size());
    return read_part(*headers, bytes);
}

bool PartReader::at_end() {
    if (!rest_.starts_with("--")) return false;
    const auto epilogue = rest_.substr(2);
    return epilogue.empty() || epilogue == line_end;
}

/// Leaves `rest_` behind the empty line.
Result<std::string_view> PartReader::take_headers() {
    if (rest_.starts_with(line_end)) return broken("a part without headers");
    const auto window = rest_.substr(0, limits_.part_header_bytes_max);
    const auto end = window.find("\r\n\r\n");
    if (end == std::string_view::npos) return broken("the headers of a part do not end");
    const auto headers = rest_.substr(0, end);
    rest_.remove_prefix(end + 4);
    return headers;
}

/// Takes one line off `headers`; the lines are separated by CR LF and nothing else.
std::string_view take_line(std::string_view& headers) {
    const auto end = headers.find(line_end);
    const auto line = headers.substr(0, end);
    headers = end == std::string_view::npos ? std::string_view{} : headers.substr(end + 2);
    return line;
}

bool read_header(std::string_view line, Part& part) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return false;
    const auto name = to_lower(line.substr(0, colon));
    const auto value = trim(line.substr(colon + 1));
    if (!std::all_of(value.begin(), value.end(), is_value_character)) return false;
    if (name == "content-disposition") {
        auto disposition = parse_parameterised(value);
        if (!disposition || !part.disposition.value.empty()) return false;
        part.disposition = std::move(*disposition);
    } else if (name == "content-type") {
        part.content_type = std::string(value);
    } else if (name == "content-transfer-encoding") {
        // RFC 7578 section 4.7 does away with it; another encoding would not be decoded here.
        const auto encoding = to_lower(value);
        return encoding == "binary" || encoding == "8bit" || encoding == "7bit";
    }
    return true;
}

Result<std::optional<Part>> read_part(std::string_view headers, std::string_view bytes) {
    Part part;
    part.bytes = bytes;
    while (!headers.empty()) {
        if (!read_header(take_line(headers), part)) return broken("a header of a part is broken");
    }
    const auto& disposition = part.disposition;
    if (disposition.value != "form-data" || disposition.parameter("name") == nullptr) {
        return broken("a part does not say its name");
    }
    return std::optional<Part>(std::move(part));
}

Error not_one_file(std::string_view name) {
    Error error{Failure::invalid, "http.invalid", "The form must have exactly one file."};
    error.fields = {{std::string(name), "must be sent once"}};
    return error;
}

FilePart to_file(Part part) {
    const auto* filename = part.disposition.parameter("filename");
    return {
        *part.disposition.parameter("name"),
        filename == nullptr ? std::string{} : *filename,
        std::move(part.content_type),
        part.bytes};
}

}  // namespace

std::optional<std::string> multipart_boundary(std::string_view content_type) {
    const auto type = parse_parameterised(content_type);
    if (!type || type->value != "multipart/form-data") return std::nullopt;
    const auto* boundary = type->parameter("boundary");
    if (boundary == nullptr || boundary->empty() || boundary->size() > boundary_max ||
        boundary->back() == ' ' ||
        !std::all_of(boundary->begin(), boundary->end(), is_boundary_character)) {
        return std::nullopt;
    }
    return *boundary;
}

Result<FilePart> find_file_part(
    std::string_view content_type,
    std::string_view body,
    std::string_view name,
    const MultipartLimits& limits
) {
    const auto type = parse_parameterised(content_type);
    if (!type || type->value != "multipart/form-data") {
        return Error{
            Failure::unsupported, "http.unsupported_type", "The body must be multipart/form-data."};
    }
    const auto boundary = multipart_boundary(content_type);
    if (!boundary) return broken("the boundary is missing or bad");
    PartReader reader(body, *boundary, limits);
    if (!reader.enter()) return broken("the form does not begin with its delimiter");

    std::optional<Part> file;
    for (std::size_t count = 0;; ++count) {
        auto part = reader.next();
        if (!part) return part.error();
        if (!*part) break;
        if (count == limits.parts_max) return broken("too many parts");
        if (*(*part)->disposition.parameter("name") != name) continue;
        if (file) return not_one_file(name);
        file = std::move(*part);
    }
    if (!file) return not_one_file(name);
    return to_file(std::move(*file));
}

}  // namespace fairfile::http
