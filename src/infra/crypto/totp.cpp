#include "infra/crypto/totp.hpp"

#include "infra/crypto/bytes.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/crypto/encoding.hpp"
#include "infra/crypto/random.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

namespace fairfile::crypto {

namespace {

constexpr std::int64_t step_seconds = 30;
constexpr std::size_t digits = 6;
constexpr std::uint32_t modulus = 1'000'000;
constexpr std::size_t secret_bytes = 20;  // RFC 4226 section 4, R6

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view plain =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    std::string out;
    for (const char character : text) {
        if (plain.find(character) != std::string_view::npos) {
            out += character;
        } else {
            out += '%' + to_hex(std::string_view(&character, 1));
        }
    }
    return out;
}

}  // namespace

std::int64_t totp_step(std::chrono::system_clock::time_point time) {
    return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count() / step_seconds;
}

std::string totp_code(const Secret& secret, std::int64_t step) {
    std::array<unsigned char, 8> counter{};
    auto rest = static_cast<std::uint64_t>(step);
    for (auto byte = counter.rbegin(); byte != counter.rend(); ++byte, rest >>= 8U) {
        *byte = static_cast<unsigned char>(rest & 0xFFU);
    }
    std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
    unsigned length = 0;
    const auto key = secret.reveal();
    HMAC(
        EVP_sha1(),
        key.data(),
        static_cast<int>(key.size()),
        counter.data(),
        counter.size(),
        mac.data(),
        &length
    );
    // RFC 4226 section 5.3, dynamic truncation.
    const std::size_t offset = mac[length - 1] & 0x0FU;
    const std::uint32_t number =
        ((mac[offset] & 0x7FU) << 24U) | (std::uint32_t{mac[offset + 1]} << 16U) |
        (std::uint32_t{mac[offset + 2]} << 8U) | std::uint32_t{mac[offset + 3]};
    auto code = std::to_string(number % modulus);
    return std::string(digits - code.size(), '0') + code;
}

std::optional<std::int64_t> match_totp(
    const Secret& secret, std::string_view code, std::int64_t now_step, std::int64_t last_used
) {
    std::optional<std::int64_t> matched;
    for (std::int64_t step = now_step - 1; step <= now_step + 1; ++step) {
        const bool is_same = constant_time_equal(totp_code(secret, step), code);
        if (is_same && step > last_used && !matched) matched = step;
    }
    return matched;
}

Secret new_totp_secret() {
    return Secret(random_bytes(secret_bytes));
}

std::string totp_uri(const Secret& secret, std::string_view issuer, std::string_view account) {
    const auto label = percent_encoded(issuer) + ":" + percent_encoded(account);
    return "otpauth://totp/" + label + "?secret=" + to_base32(secret.reveal()) +
           "&issuer=" + percent_encoded(issuer) + "&algorithm=SHA1&digits=6&period=30";
}

}  // namespace fairfile::crypto
