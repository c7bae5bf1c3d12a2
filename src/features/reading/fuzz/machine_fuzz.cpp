// Any bytes as a machine format: refused or read, never a crash.
#include "features/reading/reading.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto reports = fairfile::reading::read_machine_document(bytes);
    if (reports.empty()) std::abort();
    if (to_json(reports).empty()) std::abort();
    return 0;
}
