#include "infra/crypto/seal.hpp"

#include "infra/crypto/bytes.hpp"
#include "infra/crypto/random.hpp"

#include <sodium.h>

#include <stdexcept>

namespace fairfile::crypto {

namespace {

constexpr char value_format = 1;
constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;

void append_number(std::string& out, std::uint32_t number) {
    for (const unsigned shift : {24U, 16U, 8U, 0U}) {
        out += static_cast<char>((number >> shift) & 0xFFU);
    }
}

void append_text(std::string& out, std::string_view text) {
    append_number(out, static_cast<std::uint32_t>(text.size()));
    out.append(text);
}

std::string additional_of(const Place& place) {
    std::string out = "fairfile value";
    append_text(out, place.table);
    append_text(out, place.column);
    out.append(text_of(place.user.value.bytes));
    append_number(out, place.version);
    return out;
}

}  // namespace

std::string seal_value(const Key& key, const Place& place, std::string_view plain) {
    const auto additional = additional_of(place);
    std::string sealed = value_format + random_bytes(nonce_bytes);
    sealed.resize(1 + nonce_bytes + plain.size() + tag_bytes);
    unsigned char* const start = bytes_of(sealed);
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        start + 1 + nonce_bytes,
        nullptr,
        bytes_of(plain),
        plain.size(),
        bytes_of(additional),
        additional.size(),
        nullptr,
        start + 1,
        key.reveal().data()
    );
    return sealed;
}

Result<std::string> open_value(const Key& key, const Place& place, std::string_view sealed) {
    const Error damaged{
        Failure::bug,
        "crypto.sealed_damaged",
        "Something stored here cannot be read.",
        std::string(place.table) + "." + std::string(place.column)};
    if (sealed.size() < 1 + nonce_bytes + tag_bytes || sealed[0] != value_format) return damaged;

    const auto additional = additional_of(place);
    std::string plain(sealed.size() - 1 - nonce_bytes - tag_bytes, '\0');
    const unsigned char* const start = bytes_of(sealed);
    const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(
        bytes_of(plain),
        nullptr,
        nullptr,
        start + 1 + nonce_bytes,
        sealed.size() - 1 - nonce_bytes,
        bytes_of(additional),
        additional.size(),
        start + 1,
        key.reveal().data()
    );
    if (failed != 0) return damaged;
    return plain;
}

}  // namespace fairfile::crypto
