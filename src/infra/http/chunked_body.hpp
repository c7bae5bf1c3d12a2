// Decodes a chunked body (RFC 9112 section 7.1) as its bytes arrive, strictly: CR LF and nothing
// else ends a line, sizes are bare hexadecimal, extensions and trailers are short and thrown away.
//
//   size ─ [extension] ─ CRLF ─ data ─ CRLF ─┐      size 0: trailers ─ CRLF ─ done
//    ▲────────────────────────────────────────┘
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace fairfile::http {

enum class BodyState { more, done, broken, too_large };

class ChunkedBody {
  public:
    explicit ChunkedBody(std::size_t bytes_max) : bytes_max_(bytes_max) {}

    struct Step {
        BodyState state;
        std::size_t used;  // bytes of the input that belong to this body
    };
    /// Appends what it decodes to `out`, which never grows beyond `bytes_max`.
    Step read(std::string_view bytes, std::string& out);

  private:
    enum class At {
        size,
        extension,
        size_end,
        data,
        data_cr,
        data_lf,
        line,
        name,
        value,
        line_end,
        last_lf,
        done,
        broken,
        too_large
    };

    At read_line_byte(char byte, std::size_t decoded);
    At read_size(char byte);
    At begin_data(char byte, std::size_t decoded);
    At read_trailer(char byte);
    At spend(At next);

    const std::size_t bytes_max_;
    At at_ = At::size;
    std::uint64_t chunk_left_ = 0;
    unsigned digits_ = 0;
    std::size_t overhead_ = 0;
};

}  // namespace fairfile::http
