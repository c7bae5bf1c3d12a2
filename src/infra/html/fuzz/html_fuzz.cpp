#include "infra/html/html.hpp"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    (void)fairfile::html::words_of_html(bytes);
    (void)fairfile::html::words_of_text(bytes);
    return 0;
}
