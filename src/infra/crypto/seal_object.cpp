#include "infra/crypto/bytes.hpp"
#include "infra/crypto/seal.hpp"

#include <sodium.h>

#include <algorithm>
#include <stdexcept>

namespace fairfile::crypto {

namespace {

constexpr char object_format = 1;
constexpr std::size_t added_bytes = crypto_secretstream_xchacha20poly1305_ABYTES;
constexpr std::size_t header_bytes = crypto_secretstream_xchacha20poly1305_HEADERBYTES;

static_assert(ObjectOpener::start_bytes == 1 + header_bytes);
static_assert(ObjectOpener::sealed_chunk_bytes == object_chunk_bytes + added_bytes);

std::string additional_of(const ObjectPlace& place) {
    std::string out = "fairfile object";
    out.append(text_of(place.object.bytes));
    out.append(text_of(place.user.value.bytes));
    for (const unsigned shift : {24U, 16U, 8U, 0U}) {
        out += static_cast<char>((place.version >> shift) & 0xFFU);
    }
    return out;
}

Error damaged(std::string_view what) {
    return {Failure::bug, "crypto.sealed_damaged", "This file cannot be read.", std::string(what)};
}

}  // namespace

struct ObjectSealer::State {
    crypto_secretstream_xchacha20poly1305_state value;
    ~State() { sodium_memzero(&value, sizeof value); }
};

ObjectSealer::ObjectSealer(const Key& key, const ObjectPlace& place)
    : state_(std::make_unique<State>()),
      start_(1 + header_bytes, object_format),
      additional_(additional_of(place)) {
    ensure_sodium();
    crypto_secretstream_xchacha20poly1305_init_push(
        &state_->value, bytes_of(start_) + 1, key.reveal().data()
    );
}

ObjectSealer::~ObjectSealer() = default;

std::string ObjectSealer::seal(std::string_view plain, Chunk chunk) {
    if (plain.size() > object_chunk_bytes ||
        (chunk == Chunk::more && plain.size() != object_chunk_bytes)) {
        throw std::logic_error("a sealed object's chunk has the wrong size");
    }
    std::string sealed(plain.size() + added_bytes, '\0');
    crypto_secretstream_xchacha20poly1305_push(
        &state_->value,
        bytes_of(sealed),
        nullptr,
        bytes_of(plain),
        plain.size(),
        bytes_of(additional_),
        additional_.size(),
        chunk == Chunk::last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
                             : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
    );
    return sealed;
}

struct ObjectOpener::State {
    crypto_secretstream_xchacha20poly1305_state value;
    ~State() { sodium_memzero(&value, sizeof value); }
};

ObjectOpener::ObjectOpener(std::unique_ptr<State> state, std::string additional)
    : state_(std::move(state)), additional_(std::move(additional)) {}

ObjectOpener::ObjectOpener(ObjectOpener&&) noexcept = default;
ObjectOpener::~ObjectOpener() = default;

Result<ObjectOpener> ObjectOpener::begin(
    const Key& key, const ObjectPlace& place, std::string_view start
) {
    ensure_sodium();
    if (start.size() != start_bytes || start[0] != object_format) return damaged("start");
    auto state = std::make_unique<State>();
    const int failed = crypto_secretstream_xchacha20poly1305_init_pull(
        &state->value, bytes_of(start) + 1, key.reveal().data()
    );
    if (failed != 0) return damaged("start");
    return ObjectOpener(std::move(state), additional_of(place));
}

Result<std::string> ObjectOpener::open(std::string_view sealed) {
    if (finished_) return damaged("bytes after the last chunk");
    if (sealed.size() < added_bytes || sealed.size() > sealed_chunk_bytes) return damaged("size");
    std::string plain(sealed.size() - added_bytes, '\0');
    unsigned char tag = 0;
    const int failed = crypto_secretstream_xchacha20poly1305_pull(
        &state_->value,
        bytes_of(plain),
        nullptr,
        &tag,
        bytes_of(sealed),
        sealed.size(),
        bytes_of(additional_),
        additional_.size()
    );
    if (failed != 0) return damaged("chunk");
    finished_ = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
    return plain;
}

std::size_t sealed_object_size(std::size_t plain_bytes) {
    const std::size_t chunks = plain_bytes / object_chunk_bytes + 1;
    return ObjectOpener::start_bytes + plain_bytes + chunks * added_bytes;
}

std::string seal_object(const Key& key, const ObjectPlace& place, std::string_view plain) {
    ObjectSealer sealer(key, place);
    std::string sealed;
    sealed.reserve(sealed_object_size(plain.size()));
    sealed += sealer.start();
    while (plain.size() >= object_chunk_bytes) {
        sealed += sealer.seal(plain.substr(0, object_chunk_bytes), Chunk::more);
        plain.remove_prefix(object_chunk_bytes);
    }
    sealed += sealer.seal(plain, Chunk::last);
    return sealed;
}

Result<std::string> open_object(const Key& key, const ObjectPlace& place, std::string_view sealed) {
    const auto start = sealed.substr(0, ObjectOpener::start_bytes);
    auto opener = ObjectOpener::begin(key, place, start);
    if (!opener) return opener.error();

    sealed.remove_prefix(start.size());
    std::string plain;
    plain.reserve(sealed.size());
    while (!sealed.empty()) {
        const auto length = std::min(sealed.size(), ObjectOpener::sealed_chunk_bytes);
        auto chunk = opener->open(sealed.substr(0, length));
        if (!chunk) return chunk.error();
        plain += *chunk;
        sealed.remove_prefix(length);
    }
    if (!opener->is_finished()) return damaged("the last chunk is missing");
    return plain;
}

}  // namespace fairfile::crypto
