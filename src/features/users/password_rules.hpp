// Which passwords are refused: those known from leaks or easy to guess (cracklib), and those made
// of the person's own address. Blocks for milliseconds: called on a pool. One check at a time.
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"

#include <memory>
#include <mutex>
#include <string>

namespace fairfile::users {

class PasswordRules {
  public:
    /// `dictionary` without its endings: /var/cache/cracklib/cracklib_dict. Fails with
    /// `unavailable`, "users.no_dictionary", when its files are not there.
    static Result<std::unique_ptr<PasswordRules>> open(std::string dictionary);

    bool is_weak(const Secret& password, std::string_view email) const;

  private:
    explicit PasswordRules(std::string dictionary) : dictionary_(std::move(dictionary)) {}

    const std::string dictionary_;
    mutable std::mutex mutex_;  // cracklib keeps its state in statics
};

}  // namespace fairfile::users
