// Heads and chunked bodies: whatever comes, and in whatever pieces, it is read alike.
#include "infra/http/chunked_body.hpp"
#include "infra/http/request_head.hpp"

#include <cstdlib>

using namespace fairfile::http;

namespace {

void check(bool holds) {
    if (!holds) std::abort();
}

void read_head(std::string_view bytes) {
    RequestHead whole;
    const auto state = HeadReader().read(bytes, whole);
    HeadReader reader;
    RequestHead piecewise;
    auto state_of_pieces = HeadState::incomplete;
    for (std::size_t size = 1; size <= bytes.size(); size += 7) {
        state_of_pieces = reader.read(bytes.substr(0, size), piecewise);
        if (state_of_pieces != HeadState::incomplete) break;
    }
    if (state_of_pieces == HeadState::incomplete) state_of_pieces = reader.read(bytes, piecewise);
    check(state == state_of_pieces);
    if (state != HeadState::complete) return;
    check(whole.size == piecewise.size && whole.size <= bytes.size());
    check(!whole.path.empty() && !(whole.is_chunked && whole.content_length));
}

void read_chunks(std::string_view bytes) {
    constexpr std::size_t bytes_max = 100;
    std::string whole;
    std::string pieces;
    const auto step = ChunkedBody(bytes_max).read(bytes, whole);
    ChunkedBody body(bytes_max);
    auto state = BodyState::more;
    for (std::size_t at = 0; at < bytes.size() && state == BodyState::more; ++at) {
        state = body.read(bytes.substr(at, 1), pieces).state;
    }
    check(step.state == state && whole == pieces && whole.size() <= bytes_max);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    read_head(bytes);
    read_chunks(bytes);
    return 0;
}
