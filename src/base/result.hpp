// What can go wrong in the normal course, as a value. Exceptions stay for bugs and lost
// connections.
#pragma once

#include <boost/system/result.hpp>

#include <chrono>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace fairfile {

/// Class of a failure. A closed set: infra/http maps each to one HTTP status.
enum class Failure {
    unreadable,       // 400
    unauthenticated,  // 401
    forbidden,        // 403
    missing,          // 404
    conflict,         // 409
    precondition,     // 412
    too_large,        // 413
    unsupported,      // 415
    invalid,          // 422
    limited,          // 429
    unavailable,      // 503
    storage_full,     // 507
    bug,              // 500
};

/// One field of an input and what is wrong with it, in words for the person.
struct FieldError {
    std::string field;
    std::string problem;
};

/// A failure: `code` is stable and greppable ("report.too_large"), prefixed by its slice;
/// `message` is for the person, `detail` for the log and is never sent.
struct Error {
    Failure kind = Failure::bug;
    std::string_view code = "bug";
    std::string message;
    std::string detail = {};
    std::vector<FieldError> fields = {};
    std::chrono::seconds retry_after{0};
    boost::source_location where = BOOST_CURRENT_LOCATION;
};

[[noreturn]] inline void throw_exception_from_error(
    const Error& error, const boost::source_location& /*where*/
) {
    throw std::logic_error(std::string(error.code) + ": " + error.detail);
}

template <class T>
using Result = boost::system::result<T, Error>;

}  // namespace fairfile
