// JSON bodies and query strings: read or refused with 400, 415 or 422, never anything else.
#include "infra/http/input.hpp"

#include <cstdlib>

using namespace fairfile;

namespace {

void describe(http::Fields& fields) {
    std::string name;
    std::int64_t count = 0;
    std::optional<bool> flag;
    std::optional<Uuid> id;
    std::optional<PartialDate> day;
    std::vector<std::string> tags;
    fields.required("a", name, {.length_max = 20, .email = true});
    fields.required("b", count, -5, 5);
    fields.optional("c", flag);
    fields.optional("d", id);
    fields.optional("e", day);
    fields.optional("f", tags, 3, {.length_max = 5});
}

void check(const std::optional<Error>& error) {
    if (!error) return;
    const auto status = http::status_of(error->kind);
    if (status != 400 && status != 415 && status != 422) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    check(http::read_json("application/json", bytes, describe));
    check(http::read_query(bytes, describe));
    const auto line = bytes.find('\n');
    if (line != std::string_view::npos) {
        check(http::read_json(bytes.substr(0, line), bytes.substr(line + 1), describe));
    }
    return 0;
}
