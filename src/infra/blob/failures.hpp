// The errors of this module.
#pragma once

#include "base/result.hpp"

#include <string>

namespace fairfile::blob {

Error missing();
Error too_large();
Error damaged(std::string detail);
/// By errno: a full disk or quota is `storage_full`, all else `unavailable`.
Error disk_refused(std::string step, int code);
/// A failure of the key store in this module's terms.
Error key_refused(const Error& error);

}  // namespace fairfile::blob
