// Passwords as Argon2id with OWASP's figures (19 MiB, 2 passes, 1 lane): about 30 ms and 19 MiB a
// call, so every call here belongs into runtime::offload on a bounded pool.
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"

#include <string>

namespace fairfile::crypto {

/// The PHC string to store. Fails only without memory ("crypto.no_memory").
Result<std::string> hash_password(const Secret& password);

bool verify_password(const std::string& stored, const Secret& password);

/// Spends the time of a verification and is always false: for names that nobody has.
bool verify_password_of_nobody(const Secret& password);

/// True when `stored` was made with other figures than today's.
bool needs_rehash(const std::string& stored);

}  // namespace fairfile::crypto
