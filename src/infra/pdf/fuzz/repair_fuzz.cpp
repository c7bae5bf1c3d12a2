// Looking through a damaged file runs outside the cage: it must stay within the bytes and give
// endings that end a PDF.
#include "infra/pdf/repair.hpp"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    for (const auto& ending : fairfile::pdf::endings_for(bytes)) {
        if (!ending.ends_with("%%EOF\n")) std::abort();
    }
    return 0;
}
