// What a person reads and signs before anything is mailed for money: the statement of rights of
// 15 USC 1679c, then the contract of 1679d with its form of cancellation. Texts are rows of
// `paper_texts`; what was signed is kept whole, sealed with the person's key, for two years. Rule
// C21: nothing is mailed before the third business day after the contract has ended, wherever in
// the country the person is.
#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "infra/crypto/key_store.hpp"
#include "infra/http/http.hpp"
#include "infra/postgres/postgres.hpp"
#include "infra/runtime/runtime.hpp"

#include <boost/asio/awaitable.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace fairfile::mailings {

using boost::asio::awaitable;
using PaperId = Id<struct PaperNoun>;

/// `id` as in the table and the API, `title` for people.
struct MailClass {
    std::string_view id;
    std::string_view title;
};
inline constexpr std::array<MailClass, 3> mail_classes{
    {{"first_class", "First-Class Mail"},
     {"certified", "Certified Mail"},
     {"certified_return_receipt", "Certified Mail with return receipt"}}};

/// Who mails, and for how much: cents a letter, in the order of `mail_classes`.
struct ServiceTerms {
    std::string company = "Fairfile";
    std::string address = "(no address is set: for trying out only)";
    std::array<std::int64_t, mail_classes.size()> prices{750, 1450, 1850};
    std::int64_t letters_max = 20;
};

/// What follows from the papers a person has signed.
enum class Standing : std::uint8_t { unsigned_, waiting, open, used_up };

struct Signing {
    std::string kind;
    std::string digest;  // hex SHA-256 of the text and attachment that the person read
    std::string name;    // typed by the person
};

class Papers {
  public:
    struct Parts {
        postgres::Database& database;
        crypto::KeyStore& keys;
        runtime::CpuPool& pool;
        const Clock& clock;
        const ServiceTerms& terms;
    };
    explicit Papers(Parts parts) : parts_(parts) {}

    struct Signed {
        PaperId id;
        std::string json;
    };
    /// The papers as they would be signed now, what is signed, and from when letters can be mailed.
    awaitable<Result<std::string>> list(UserId user);
    /// "papers.unknown"; "papers.changed", "papers.rights_first", "papers.signed" (conflicts).
    awaitable<Result<Signed>> sign(
        UserId user, Signing signing, std::optional<Uuid> repeat = std::nullopt
    );
    /// A signed paper, word for word.
    awaitable<Result<std::string>> show(UserId user, PaperId id);
    /// Ends the contract: free within its three business days, and for what is not mailed later.
    /// Legal to repeat. "papers.not_a_contract" (conflict).
    awaitable<Result<std::string>> cancel(UserId user, PaperId id);

  private:
    Parts parts_;
};

void add_routes(http::Router& router, Papers& papers);

/// The last day to cancel a contract signed at that time: the third business day after it.
std::chrono::sys_days last_day_to_cancel(std::chrono::system_clock::time_point signed_at);
/// When that day has ended everywhere in the United States: services may begin.
std::chrono::system_clock::time_point opens_at(std::chrono::sys_days services_from);

}  // namespace fairfile::mailings
