// Reading of JSON values with the place they stand at, for errors that name it.
#pragma once

#include "features/capacity/quantities.hpp"

#include <boost/json.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace fairfile::capacity {

/// Collects the first error; reading goes on with zeros, and the caller asks at the end.
class InputReader {
  public:
    const std::optional<Error>& error() const { return error_; }
    void fail(const std::string& place, const std::string& why);

    /// A number or text of the unit. Plain numbers count pieces, dollars (where the field's name
    /// says so) and shares; sizes need their unit.
    std::int64_t amount(const boost::json::value& value, Unit unit, const std::string& place);
    std::int64_t amount_at(
        const boost::json::object& object, std::string_view key, Unit unit, const std::string& place
    );
    std::string text_at(
        const boost::json::object& object, std::string_view key, const std::string& place
    );
    const boost::json::object& object_of(const boost::json::value& value, const std::string& place);

  private:
    std::optional<Error> error_;
};

}  // namespace fairfile::capacity
