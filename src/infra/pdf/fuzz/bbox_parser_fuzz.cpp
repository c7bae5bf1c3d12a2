// Whatever the caged program prints, the parser neither crashes nor gives a word that breaks the
// promises of base/words.hpp.
#include "base/text.hpp"
#include "infra/pdf/bbox_parser.hpp"

#include <cmath>
#include <cstdint>
#include <cstdlib>

namespace {

void demand(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    fairfile::pdf::BboxParser parser;
    parser.feed(bytes.substr(0, size / 2));
    parser.feed(bytes.substr(size / 2));
    const auto document = parser.take();
    for (const auto& page : document.pages) {
        demand(page.width > 0 && page.height > 0);
        for (const auto& word : page.words) {
            demand(!word.text.empty() && fairfile::is_valid_utf8(word.text));
            demand(fairfile::trim(word.text) == word.text);
            demand(std::isfinite(word.box.left) && word.box.left <= word.box.right);
            demand(word.box.top <= word.box.bottom);
        }
    }
    return 0;
}
