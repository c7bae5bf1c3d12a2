// Answers of Redis: whole or byte by byte they read the same, and no answer is beyond the limits.
#include "infra/redis/resp.hpp"

#include <algorithm>
#include <cstdlib>

using namespace fairfile::redis;

namespace {

constexpr ParserLimits limits{256, 64, 4, 64};

std::size_t depth_of(const Value& value) {
    std::size_t deepest = 0;
    for (const auto& item : value.items) deepest = std::max(deepest, depth_of(item));
    return value.items.empty() ? 0 : deepest + 1;
}

/// How many answers were read; -1 when the bytes are refused.
int drain(Parser& parser, int count) {
    while (count >= 0) {
        const auto answer = parser.next();
        if (!answer) return -1;
        if (!*answer) return count;
        if (depth_of(**answer) > limits.depth_max) std::abort();
        ++count;
    }
    return count;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    Parser whole(limits);
    whole.feed(bytes);
    const int at_once = drain(whole, 0);
    Parser piecewise(limits);
    int one_by_one = 0;
    for (std::size_t at = 0; at < size && one_by_one >= 0; ++at) {
        piecewise.feed(bytes.substr(at, 1));
        one_by_one = drain(piecewise, one_by_one);
    }
    if (at_once != one_by_one) std::abort();
    return 0;
}
