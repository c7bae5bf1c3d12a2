// A 256-bit secret key. It cannot be printed, and its memory is wiped when it goes.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace fairfile::crypto {

class Key {
  public:
    static constexpr std::size_t size = 32;

    static Key random();
    /// Exactly 32 bytes.
    static std::optional<Key> from_bytes(std::string_view bytes);
    /// 32 bytes in base64 or base64url, with or without padding: as settings hold them.
    static std::optional<Key> from_base64(std::string_view text);

    Key(const Key&) = default;
    Key& operator=(const Key&) = default;
    ~Key();

    /// A key of its own for each purpose, so that one configured secret can serve several.
    Key derive(std::string_view purpose) const;

    std::span<const std::uint8_t, size> reveal() const { return bytes_; }

  private:
    Key() = default;

    std::array<std::uint8_t, size> bytes_{};
};

}  // namespace fairfile::crypto
