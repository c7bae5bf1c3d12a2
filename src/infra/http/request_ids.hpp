// Names for one request: its id, and its place in a trace (W3C Trace Context).
#pragma once

#include <array>
#include <random>
#include <string_view>

namespace fairfile::http {

inline constexpr std::size_t request_id_size = 32;
inline constexpr std::size_t trace_parent_size = 55;

/// Unique, not secret. One for each core: nothing is shared.
class RequestIds {
  public:
    RequestIds();

    void write_request_id(std::array<char, request_id_size>& into);
    void write_trace_parent(std::array<char, trace_parent_size>& into);

  private:
    void write_hex(char* into, std::size_t digits);

    std::mt19937_64 random_;
};

/// Version 00 or a later one with the same beginning; lower-case; no all-zero ids.
bool is_trace_parent(std::string_view text);

/// What a proxy may have named a request: 1 to 64 letters, digits, `.`, `_`, `-`.
bool is_request_id(std::string_view text);

}  // namespace fairfile::http
