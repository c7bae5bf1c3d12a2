// Forms: the file that is found lies inside the body and does not hold the delimiter.
#include "infra/http/multipart.hpp"

#include <cstdlib>

using namespace fairfile::http;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto line = bytes.find('\n');
    if (line != std::string_view::npos) {
        (void)find_file_part(bytes.substr(0, line), bytes.substr(line + 1));
    }
    const auto found = find_file_part("multipart/form-data; boundary=x", bytes);
    if (!found) return 0;
    const auto* begin = found->bytes.data();
    const bool is_inside =
        found->bytes.empty() ||
        (begin >= bytes.data() && begin + found->bytes.size() <= bytes.data() + bytes.size());
    if (!is_inside || found->bytes.find("\r\n--x") != std::string_view::npos) std::abort();
    return 0;
}
