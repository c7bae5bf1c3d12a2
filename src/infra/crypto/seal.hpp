// Authenticated encryption (XChaCha20-Poly1305). Values: short texts in table columns. Objects:
// files, in chunks of 64 KiB that cannot be reordered, cut or extended. What is sealed is bound to
// its place: opened with other additional data it fails with "crypto.sealed_damaged". Values cost
// microseconds; objects belong into runtime::offload.
#pragma once

#include "base/ids.hpp"
#include "base/result.hpp"
#include "infra/crypto/key.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace fairfile::crypto {

/// Where a sealed value stands.
struct Place {
    std::string_view table = {};
    std::string_view column = {};
    UserId user = {};
    std::uint32_t version = 1;
};

std::string seal_value(const Key& key, const Place& place, std::string_view plain);
Result<std::string> open_value(const Key& key, const Place& place, std::string_view sealed);

/// What a sealed object is.
struct ObjectPlace {
    Uuid object = {};
    UserId user = {};
    std::uint32_t version = 1;
};

inline constexpr std::size_t object_chunk_bytes = 64 * 1024;

/// Sealed length of an object of that many bytes.
std::size_t sealed_object_size(std::size_t plain_bytes);

std::string seal_object(const Key& key, const ObjectPlace& place, std::string_view plain);
Result<std::string> open_object(const Key& key, const ObjectPlace& place, std::string_view sealed);

enum class Chunk : std::uint8_t { more, last };

/// Seals an object piece by piece: `start` first, then chunks of exactly `object_chunk_bytes`, the
/// last one shorter or empty.
class ObjectSealer {
  public:
    ObjectSealer(const Key& key, const ObjectPlace& place);
    ~ObjectSealer();

    const std::string& start() const { return start_; }
    std::string seal(std::string_view plain, Chunk chunk);

  private:
    struct State;
    std::unique_ptr<State> state_;
    std::string start_;
    std::string additional_;
};

/// The way back: `start` is the first `start_bytes` of the sealed object, then each sealed chunk.
class ObjectOpener {
  public:
    static constexpr std::size_t start_bytes = 25;
    static constexpr std::size_t sealed_chunk_bytes = object_chunk_bytes + 17;

    static Result<ObjectOpener> begin(
        const Key& key, const ObjectPlace& place, std::string_view start
    );
    ObjectOpener(ObjectOpener&&) noexcept;
    ~ObjectOpener();

    Result<std::string> open(std::string_view sealed);
    /// True once the last chunk was opened; an object that ends before is cut.
    bool is_finished() const { return finished_; }

  private:
    struct State;
    ObjectOpener(std::unique_ptr<State> state, std::string additional);

    std::unique_ptr<State> state_;
    std::string additional_;
    bool finished_ = false;
};

}  // namespace fairfile::crypto
