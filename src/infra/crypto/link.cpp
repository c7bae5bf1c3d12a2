#include "infra/crypto/link.hpp"

#include "infra/crypto/digest.hpp"
#include "infra/crypto/encoding.hpp"

namespace fairfile::crypto {

std::string sign_link(const Key& key, const LinkClaim& claim) {
    std::string message = "link\n" + to_string(claim.user) + '\n' + to_string(claim.session) + '\n';
    message += std::to_string(claim.expires.time_since_epoch().count());
    message += '\n';
    message.append(claim.method).append("\n").append(claim.path);
    return to_base64url(view(keyed_hash(key, message)));
}

bool verify_link(
    const Key& key,
    const LinkClaim& claim,
    std::string_view signature,
    std::chrono::system_clock::time_point now
) {
    return constant_time_equal(sign_link(key, claim), signature) && now < claim.expires;
}

}  // namespace fairfile::crypto
