// The head of an HTTP/1.1 request, parsed strictly from raw bytes: one meaning or none, so that no
// proxy in front can read a request differently. Pure. Why not Beast's parser: that of Boost 1.81
// takes folded lines, no Host or two of them, a length repeated or as a list, unknown transfer
// codings and codings in HTTP/1.0; to find them the head must be parsed by hand anyway.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace fairfile::http {

inline constexpr std::size_t head_bytes_max = 16'384;
inline constexpr std::size_t head_fields_max = 100;

enum class Verb : std::uint8_t { get, head, post, put, patch, delete_, options, other };

struct HeaderField {
    std::string_view name;
    std::string_view value;
};

/// Views lead into the bytes that were parsed.
struct RequestHead {
    Verb verb = Verb::other;
    std::string_view method;
    std::string_view path;  // begins with a slash, or is `*` for OPTIONS
    std::string_view query;
    std::vector<HeaderField> fields;
    std::optional<std::uint64_t> content_length;
    bool is_http_1_0 = false;
    bool keep_alive = true;
    bool is_chunked = false;
    bool expects_continue = false;
    std::size_t size = 0;  // bytes up to the body

    /// Empty when it was not sent.
    std::string_view field(std::string_view name) const;
    bool has_body() const { return is_chunked || content_length.value_or(0) > 0; }
    void clear();
};

enum class HeadState { incomplete, complete, broken, too_large };

/// Looks at the bytes of one request as they arrive, each of them once while it searches the end.
class HeadReader {
  public:
    /// `bytes` begin where the request begins and may only have grown since the last call.
    HeadState read(std::string_view bytes, RequestHead& into);
    void reset() { scanned_ = 0; }

  private:
    std::size_t scanned_ = 0;
};

}  // namespace fairfile::http
