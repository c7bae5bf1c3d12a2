// Letters on paper through somebody who prints and posts them. Calls may wait for disks or
// networks: use runtime::offload. A key names one letter for ever: asked twice with the same key a
// provider makes one letter and gives the same receipt.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fairfile::mail {

/// `lines` without the name; the last one is "CITY, ST 12345-6789".
struct Address {
    std::string name;
    std::vector<std::string> lines;
};

struct Piece {
    std::string key;
    Address from;
    Address to;
    std::string mail_class;
    std::string pdf;
    int pages = 0;
};

/// `accepted`: the provider has it and will post it. `mailed`: the post has it.
enum class State : std::uint8_t { accepted, mailed, cancelled };

struct Receipt {
    std::string reference;
    State state = State::accepted;
};

class Provider {
  public:
    virtual ~Provider() = default;

    /// "mail.key_reused" (conflict): the key names another letter. "mail.unavailable" and
    /// "mail.storage_full" say nothing about whether the letter exists: ask again.
    virtual Result<Receipt> submit(const Piece& piece) = 0;
    /// Nothing when the provider has no letter under this key.
    virtual Result<std::optional<Receipt>> find(std::string_view key) = 0;
    /// False when it is too late, or there is no such letter.
    virtual Result<bool> cancel(std::string_view key) = 0;
};

/// Why the post could not deliver to this address, in words for the person; empty when it could:
/// a line for street or box, a city, a state or territory, and a ZIP code of that part of the
/// country.
std::string why_undeliverable(const Address& address);

/// The 5, 9 or 11 digits of the last line's ZIP code; empty when it has none.
std::string routing_code(const Address& address);

}  // namespace fairfile::mail
