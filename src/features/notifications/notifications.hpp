// What people are told, by e-mail and in the app. Triggers write a notification in the transaction
// of its event, once an event (db/migrations/0054_tell_people.sql); reminders come from a schedule.
// E-mail goes by a job, to addresses that are verified, for kinds that the person wants, with a
// Message-ID of the notification's own: a second copy can be told from the first.
#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "infra/crypto/key.hpp"
#include "infra/email/mailer.hpp"
#include "infra/http/http.hpp"
#include "infra/jobs/jobs.hpp"
#include "infra/log/log.hpp"
#include "infra/metrics/metrics.hpp"
#include "infra/postgres/postgres.hpp"
#include "infra/runtime/runtime.hpp"

#include <boost/asio/awaitable.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fairfile::notifications {

using boost::asio::awaitable;
using NotificationId = Id<struct NotificationNoun>;

enum class ByEmail : bool { no, yes };
enum class Post : bool { none, configured };

struct Parts {
    postgres::Database& database;
    crypto::Key link_key;  // signs the links that end e-mails
    Post post = Post::none;
};

/// What HTTP asks for.
class Notifications {
  public:
    explicit Notifications(Parts parts) : parts_(std::move(parts)) {}

    /// Newest first, with the number of all that are not read.
    awaitable<Result<std::string>> list(
        UserId user, std::optional<Uuid> before, std::int64_t limit
    );
    /// `through` and all before it are read from now on.
    awaitable<Result<std::string>> read_through(UserId user, NotificationId through);
    /// Missing when the person has no such notification.
    awaitable<Result<std::string>> read(UserId user, NotificationId id);

    awaitable<Result<std::string>> preferences(UserId user);
    awaitable<Result<std::string>> prefer(UserId user, std::string kind, ByEmail by_email);
    /// Without signing in: whoever has the e-mail may end its kind. "notifications.link_refused".
    awaitable<Result<std::string>> unsubscribe(std::string token);

  private:
    Parts parts_;
};

void add_routes(http::Router& router, Notifications& notifications);

/// Everything outlives the post. Without `smtp` nothing is sent and the app alone tells.
struct PostParts {
    postgres::Database& database;
    crypto::Key link_key;
    std::optional<email::SmtpConfig> smtp;
    std::string public_url;
    runtime::CpuPool& pool;
    const Clock& clock;
    log::Log& log;
    metrics::Registry& metrics;
};

/// What the worker does.
class PostOffice {
  public:
    explicit PostOffice(PostParts parts);

    /// One notification by e-mail.
    awaitable<jobs::Outcome> send(const jobs::ClaimedJob& job);
    awaitable<jobs::Outcome> abandon(const jobs::ClaimedJob& job);
    /// Tells of deadlines that are near and of what is not recorded yet; legal to repeat.
    awaitable<jobs::Outcome> remind();

  private:
    struct Letter;

    awaitable<Result<std::optional<Letter>>> find(const jobs::ClaimedJob& job, Uuid id);
    awaitable<Result<bool>> note(UserId user, const Letter& letter, std::string_view state);
    awaitable<jobs::Outcome> deliver(UserId user, Letter letter);
    metrics::Counter& counter(std::string_view kind, std::string_view outcome);

    PostParts parts_;
};

inline constexpr std::string_view send_email_notification = "send_email_notification";
inline constexpr std::string_view remind_people = "remind_people";

/// The job kinds that `office` serves. It must outlive the worker.
std::vector<jobs::Kind> job_kinds(PostOffice& office);

std::vector<const postgres::Statement*> statements();

}  // namespace fairfile::notifications
