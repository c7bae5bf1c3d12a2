// The provider that needs nobody else: each letter is a folder with a print-ready PDF and a
// manifest, for whoever prints and posts by hand or machine. An entry appears whole or not at all
// and once a key, whatever dies in between. Who has posted it puts a file `mailed` into the folder.
//
//   DIRECTORY/<reference>/letter.pdf, manifest.json, mailed     DIRECTORY/<reference>.cancelled/
#pragma once

#include "base/clock.hpp"
#include "infra/mail/mail.hpp"

#include <filesystem>
#include <memory>
#include <string>

namespace fairfile::mail {

class OutboxProvider final : public Provider {
  public:
    struct Options {
        std::filesystem::path directory;
        /// 6 or 9 digits that the Postal Service assigned. With zeros the barcode sorts the letter
        /// but cannot be tracked.
        std::string mailer_id = "000000";
    };

    /// Makes the directory. "mail.unavailable" when it cannot; "mail.bad_mailer_id".
    static Result<std::unique_ptr<OutboxProvider>> open(Options options, const Clock& clock);

    Result<Receipt> submit(const Piece& piece) override;
    Result<std::optional<Receipt>> find(std::string_view key) override;
    Result<bool> cancel(std::string_view key) override;

  private:
    OutboxProvider(Options options, const Clock& clock)
        : options_(std::move(options)), clock_(clock) {}

    std::string manifest(const Piece& piece, const std::string& reference) const;
    Result<Receipt> existing(const Piece& piece, Receipt receipt) const;

    Options options_;
    const Clock& clock_;
};

}  // namespace fairfile::mail
