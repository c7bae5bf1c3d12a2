// Whatever the caged program prints gives words that keep the promises of base/words.hpp.
#include "base/text.hpp"
#include "infra/ocr/tesseract.hpp"

#include <cmath>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto left = fairfile::ocr::parse_tsv(bytes.substr(0, size / 2));
    const auto right = fairfile::ocr::parse_tsv(bytes.substr(size / 2));
    for (const auto& word : fairfile::ocr::merge(left, right).words) {
        const bool good = !word.text.empty() && fairfile::is_valid_utf8(word.text) &&
                          std::isfinite(word.box.right) && word.confidence >= 0 &&
                          word.confidence <= 1;
        if (!good) std::abort();
    }
    return 0;
}
