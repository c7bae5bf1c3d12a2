// SHA-256, its keyed form, and comparison that takes the same time whatever differs.
#pragma once

#include "base/secret.hpp"
#include "infra/crypto/key.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>

namespace fairfile::crypto {

using Digest = std::array<std::uint8_t, 32>;

Digest sha256(std::string_view bytes);

/// HMAC-SHA-256: for matching values that must not be readable, and for signing links.
Digest keyed_hash(const Key& key, std::string_view bytes);
/// With a secret of any length that another party chose.
Digest keyed_hash(const Secret& secret, std::string_view bytes);

/// The digest's bytes as text, for a bytea parameter.
std::string_view view(const Digest& digest);

bool constant_time_equal(std::string_view left, std::string_view right);

/// A short keyed digest (SipHash-2-4, 128 bits) under a key of this process: for looking up secrets
/// in memory without keeping them. Half a microsecond for a token; never to be stored.
std::array<std::uint8_t, 16> lookup_digest(std::string_view bytes);

/// SHA-256 over parts that arrive one by one.
class Sha256 {
  public:
    Sha256();
    ~Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;

    void add(std::string_view bytes);
    Digest finish();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace fairfile::crypto
