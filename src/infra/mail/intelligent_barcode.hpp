// The Intelligent Mail barcode of USPS-B-3200: 65 bars from a tracking code of 20 digits and a
// routing code of 0, 5, 9 or 11. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace fairfile::mail {

/// Fields of a tracking code: barcode id (2 digits, the second 0 to 4), service type (3), mailer
/// id (6 or 9) and a serial number of the digits that are left (9 or 6).
struct TrackingCode {
    std::string_view barcode_id;
    std::string_view service_type;
    std::string_view mailer_id;
    std::string_view serial;
};

/// The 20 digits; nothing when a field is too short, too long or not digits: none is padded.
std::optional<std::string> tracking_digits(const TrackingCode& code);

/// 65 letters: F full, A ascender, D descender, T tracker. Nothing when a code is not as above.
std::optional<std::string> intelligent_barcode(std::string_view tracking, std::string_view routing);

}  // namespace fairfile::mail
