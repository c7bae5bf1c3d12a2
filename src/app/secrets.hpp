// The secrets that the program makes for itself when nobody gave it any: key-encryption keys and
// the key that signs access tokens. Files readable by the owner only, outside the data.
#pragma once

#include "app/settings.hpp"
#include "base/result.hpp"
#include "infra/crypto/key.hpp"
#include "infra/crypto/key_store.hpp"

namespace fairfile::app {

struct Secrets {
    crypto::KeyEncryptionKeys wrapping;
    crypto::Key root;  // keys for signing, matching and links are derived from it
};

enum class WhenMissing { make, fail };

/// Fails with "app.no_keys" when a file is missing and may not be made, or is malformed.
Result<Secrets> load_secrets(const Settings& settings, WhenMissing when_missing);

}  // namespace fairfile::app
