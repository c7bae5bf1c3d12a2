#include "infra/blob/failures.hpp"

#include <cerrno>
#include <cstring>

namespace fairfile::blob {

namespace {

Error storage_full(std::string detail) {
    return Error{
        Failure::storage_full,
        "blob.storage_full",
        "There is no room for this file at the moment. Please try again later.",
        std::move(detail)};
}

Error unavailable(std::string detail) {
    return Error{
        Failure::unavailable,
        "blob.unavailable",
        "The file store is not available at the moment. Please try again.",
        std::move(detail)};
}

}  // namespace

Error missing() {
    return Error{Failure::missing, "blob.missing", "This file does not exist (any more)."};
}

Error too_large() {
    return Error{Failure::too_large, "blob.too_large", "This file is too large."};
}

Error damaged(std::string detail) {
    return Error{Failure::bug, "blob.damaged", "This file cannot be opened.", std::move(detail)};
}

Error disk_refused(std::string step, int code) {
    auto detail = std::move(step) + ": " + std::strerror(code);
    const bool full = code == ENOSPC || code == EDQUOT || code == EFBIG;
    return full ? storage_full(std::move(detail)) : unavailable(std::move(detail));
}

Error key_refused(const Error& error) {
    if (error.kind == Failure::missing) return missing();
    auto detail = std::string(error.code) + " " + error.detail;
    if (error.kind == Failure::storage_full) return storage_full(std::move(detail));
    return unavailable(std::move(detail));
}

}  // namespace fairfile::blob
