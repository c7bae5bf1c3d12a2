// Card payments in two steps: an amount is held, then taken or let go. Calls may wait for a
// network: use runtime::offload. A key names one payment for ever: asked twice with the same key a
// provider holds, takes and lets go once and answers the same.
#pragma once

#include "base/money.hpp"
#include "base/result.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace fairfile::payment {

struct Charge {
    std::string key;
    Money amount;
    std::string method;  // the provider's name of the person's card; may be empty for `none`
    std::string what;    // for the statement; no personal data
};

/// Errors: "payment.declined" (conflict) is final. "payment.unavailable" says nothing about what
/// happened: ask again with the same key.
class Provider {
  public:
    virtual ~Provider() = default;

    /// "none" or "stripe", as in the table.
    virtual std::string_view name() const = 0;
    /// Holds the amount; the provider's reference.
    virtual Result<std::string> authorise(const Charge& charge) = 0;
    virtual Result<bool> capture(std::string_view reference, std::string_view key) = 0;
    virtual Result<bool> release(std::string_view reference, std::string_view key) = 0;
};

/// Takes no money: for houses that mail for nothing or write bills by other means.
std::unique_ptr<Provider> make_no_payment();

}  // namespace fairfile::payment
