// Whatever bytes come as a token or a key set: an answer, and never a valid token that nobody
// signed.
#include "infra/crypto/token.hpp"

#include <cstdlib>
#include <string_view>

namespace {

using namespace fairfile;

const crypto::TokenRules rules{.issuer = "fairfile", .audience = "fairfile", .type = "at+jwt"};

const crypto::TokenVerifier& verifier() {
    static const crypto::TokenSigner signer(crypto::Key::random(), rules);
    static const crypto::TokenVerifier made({signer.public_key()}, rules);
    return made;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto now = std::chrono::sys_days(std::chrono::year_month_day{
        std::chrono::year(2025), std::chrono::month(1), std::chrono::day(15)});
    if (verifier().verify(text, now)) std::abort();
    const auto keys = crypto::read_key_set(text);
    if (keys && keys->empty()) std::abort();
    return 0;
}
