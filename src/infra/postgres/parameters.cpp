#include "infra/postgres/postgres.hpp"

#include <charconv>

namespace fairfile::postgres {

Parameters& Parameters::add(std::string_view text) {
    entries_.push_back({.offset = storage_.size(), .length = text.size()});
    storage_.append(text);
    storage_.push_back('\0');  // libpq reads text parameters up to their NUL
    return *this;
}

Parameters& Parameters::add(const Uuid& id) {
    return add(std::string_view(to_string(id)));
}

Parameters& Parameters::add(std::int64_t number) {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    return add(std::string_view(digits, static_cast<std::size_t>(end - digits)));
}

Parameters& Parameters::add(double number) {
    char digits[40];
    const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    return add(std::string_view(digits, static_cast<std::size_t>(end - digits)));
}

Parameters& Parameters::add(bool truth) {
    return add(std::string_view(truth ? "t" : "f"));
}

Parameters& Parameters::add_null() {
    entries_.push_back({.is_null = true});
    return *this;
}

Parameters& Parameters::add_bytes(std::string_view bytes) {
    add(bytes);
    entries_.back().is_binary = true;
    return *this;
}

}  // namespace fairfile::postgres
