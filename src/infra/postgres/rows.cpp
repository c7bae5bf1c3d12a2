#include "infra/postgres/postgres.hpp"

#include <libpq-fe.h>

#include <charconv>
#include <stdexcept>

namespace fairfile::postgres {

namespace {

const PGresult* handle(const std::shared_ptr<void>& result) {
    return static_cast<const PGresult*>(result.get());
}

int number(std::size_t index) {
    return static_cast<int>(index);
}

[[noreturn]] void refuse(const char* what) {
    throw std::logic_error(what);
}

int hexadecimal(char character) {
    if (character >= '0' && character <= '9') return character - '0';
    if (character >= 'a' && character <= 'f') return character - 'a' + 10;
    refuse("a bytea column is not in hexadecimal form");
}

}  // namespace

Rows::Rows(void* result)
    : result_(result, [](void* owned) { PQclear(static_cast<PGresult*>(owned)); }) {}

std::size_t Rows::size() const {
    return result_ ? static_cast<std::size_t>(PQntuples(handle(result_))) : 0;
}

std::size_t Rows::columns() const {
    return result_ ? static_cast<std::size_t>(PQnfields(handle(result_))) : 0;
}

bool Rows::is_null(std::size_t row, std::size_t column) const {
    if (row >= size() || column >= columns()) refuse("there is no such row or column");
    return PQgetisnull(handle(result_), number(row), number(column)) == 1;
}

std::string_view Rows::text(std::size_t row, std::size_t column) const {
    if (row >= size() || column >= columns()) refuse("there is no such row or column");
    return {
        PQgetvalue(handle(result_), number(row), number(column)),
        static_cast<std::size_t>(PQgetlength(handle(result_), number(row), number(column)))};
}

std::optional<std::string> Rows::maybe_text(std::size_t row, std::size_t column) const {
    if (is_null(row, column)) return std::nullopt;
    return std::string(text(row, column));
}

std::int64_t Rows::integer(std::size_t row, std::size_t column) const {
    const auto digits = text(row, column);
    const char* end = digits.data() + digits.size();
    std::int64_t value = 0;
    const auto parsed = std::from_chars(digits.data(), end, value);
    if (parsed.ec != std::errc{} || parsed.ptr != end) refuse("a column is not an integer");
    return value;
}

std::optional<std::int64_t> Rows::maybe_integer(std::size_t row, std::size_t column) const {
    if (is_null(row, column)) return std::nullopt;
    return integer(row, column);
}

bool Rows::truth(std::size_t row, std::size_t column) const {
    return text(row, column) == "t";
}

Uuid Rows::uuid(std::size_t row, std::size_t column) const {
    const auto id = parse_uuid(text(row, column));
    if (!id) refuse("a column is not a uuid");
    return *id;
}

std::string Rows::bytes(std::size_t row, std::size_t column) const {
    auto digits = text(row, column);
    if (!digits.starts_with("\\x") || digits.size() % 2 != 0) {
        if (digits.empty() && is_null(row, column)) return {};
        refuse("a bytea column is not in hexadecimal form");
    }
    digits.remove_prefix(2);
    std::string decoded;
    decoded.reserve(digits.size() / 2);
    for (std::size_t at = 0; at < digits.size(); at += 2) {
        decoded.push_back(
            static_cast<char>(hexadecimal(digits[at]) * 16 + hexadecimal(digits[at + 1]))
        );
    }
    return decoded;
}

std::size_t Rows::affected() const {
    if (!result_) return 0;
    auto* writable = static_cast<PGresult*>(result_.get());
    const std::string_view digits = PQcmdTuples(writable);
    std::size_t count = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), count);
    return count;
}

}  // namespace fairfile::postgres
