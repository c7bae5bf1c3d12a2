#include "infra/crypto/random.hpp"

#include "infra/crypto/bytes.hpp"
#include "infra/crypto/encoding.hpp"

#include <sodium.h>

namespace fairfile::crypto {

std::string random_bytes(std::size_t count) {
    ensure_sodium();
    std::string bytes(count, '\0');
    randombytes_buf(bytes.data(), count);
    return bytes;
}

std::string random_token() {
    return to_base64url(random_bytes(32));
}

}  // namespace fairfile::crypto
