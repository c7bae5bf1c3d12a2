// Credit reports: uploaded by people, read by the worker, kept as rows; the file itself for 30
// days. An upload is acknowledged when file, row, quota unit and job are durable; it ends `done`,
// `needs_review` or `failed` with a typed reason, whatever process dies on the way, and a failure
// gives the unit back once.
#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/json_writer.hpp"
#include "base/result.hpp"
#include "features/reading/reading.hpp"
#include "features/reports/file_lifecycle.hpp"
#include "features/scores/scores.hpp"
#include "features/tradelines/tradelines.hpp"
#include "features/users/users.hpp"
#include "infra/blob/blob.hpp"
#include "infra/crypto/key.hpp"
#include "infra/crypto/key_store.hpp"
#include "infra/http/http.hpp"
#include "infra/jobs/jobs.hpp"
#include "infra/log/log.hpp"
#include "infra/metrics/metrics.hpp"
#include "infra/postgres/postgres.hpp"
#include "infra/runtime/runtime.hpp"
#include "infra/sandbox/sandbox.hpp"

#include <boost/asio/awaitable.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace fairfile::reports {

using boost::asio::awaitable;

/// A file as it came, with the name that the person's computer gave it.
struct UploadedFile {
    std::string bytes;
    std::string name;
};

/// What reading a file gave. Never empty: a refusal is a report, too.
struct FileContent {
    std::vector<reading::CreditReport> reports;
    std::vector<tradelines::PageSize> pages;
};

/// Hears the number of pages read and of all pages.
using PageProgress = std::function<void(int pages_read, int pages)>;

/// The day that findings are for: the one asked for, else the report's own, else today.
struct FindingDay {
    std::optional<PartialDate> asked = {};
    PartialDate today;
};

/// From bytes to reports with findings; documents are opened in the cage only. Blocks: call it from
/// a pool or a tool. Fails when the machine, not the document, is at fault.
Result<FileContent> read_file(
    const sandbox::Sandbox& cage,
    std::string bytes,
    const FindingDay& day,
    const PageProgress& progress = {}
);

/// Why a report failed, in a sentence for the person.
std::string_view message_of(std::string_view reason);

struct Parts {
    postgres::Database& database;
    blob::BlobStore& files;
    crypto::KeyStore& keys;
    const crypto::Key& matching_key;
    const crypto::Key& link_key;
    runtime::CpuPool& pool;
    const sandbox::Sandbox& cage;
    const users::UnitLimits& limits;
    const Clock& clock;
    log::Log& log;
    metrics::Registry& metrics;
};

/// A row with the list's columns (REPORT_COLUMNS) from `first_column` on, as a JSON object. Without
/// a key the file's name is left out.
struct ListedReport {
    const postgres::Rows& rows;
    std::size_t row = 0;
    std::size_t first_column = 0;
};
void write_listed_report(
    JsonWriter& json, const ListedReport& report, UserId user, const crypto::Key* key
);

/// What HTTP asks for.
class Reports {
  public:
    Reports(Parts parts, tradelines::Tradelines& tradelines);

    awaitable<Result<ReportId>> upload(
        http::Principal principal, UploadedFile file, std::optional<Uuid> repeat = std::nullopt
    );

    struct Page {
        std::string json;
        std::string version;
    };
    awaitable<Result<Page>> list(
        UserId user, std::optional<std::string> cursor, std::int64_t limit
    );
    awaitable<Result<Page>> show(UserId user, ReportId id);
    awaitable<Result<Page>> questions(UserId user, ReportId id);
    /// Keeps the person's answer and queues the job that makes it the value. A later answer to the
    /// same question takes the place of an earlier one.
    struct Answer {
        int question = 0;
        std::optional<std::string> value = {};  // unset: the paper does not say
    };
    awaitable<Result<Page>> answer(UserId user, ReportId id, Answer answer);
    /// Facts, file and keys of the report are gone when it returns.
    awaitable<Result<bool>> remove(UserId user, ReportId id);

    struct Progress {
        std::string status;
        std::string json;
        bool is_final = false;
    };
    awaitable<Result<Progress>> progress(UserId user, ReportId id);

    /// The file's bytes and content type; "reports.file_gone" when it was deleted.
    struct File {
        std::string bytes;
        std::string content_type;
        std::string name;
    };
    awaitable<Result<File>> file(UserId user, ReportId id);
    awaitable<Result<std::string>> page_image(UserId user, ReportId id, int page);

    /// A path below /api/v1/files/ that works for 60 seconds, for this person and session only.
    std::string link_to_file(const http::Principal& principal, ReportId id) const;
    struct LinkTarget {
        UserId user;
        ReportId report;
    };
    /// Refused ("reports.link_refused") when altered, expired, or its session has ended.
    awaitable<Result<LinkTarget>> open_link(std::string token);

  private:
    Parts parts_;
    tradelines::Tradelines& tradelines_;
};

void add_routes(http::Router& router, Reports& reports);

/// What the worker does with an uploaded report.
class Ingest {
  public:
    explicit Ingest(Parts parts) : parts_(parts) {}

    awaitable<jobs::Outcome> run(const jobs::ClaimedJob& job);
    awaitable<jobs::Outcome> abandon(const jobs::ClaimedJob& job);

  private:
    struct Work;

    awaitable<Result<FileContent>> read(const Work& work, std::string bytes);
    awaitable<jobs::Outcome> store(const Work& work, FileContent content);
    awaitable<jobs::Outcome> fail(const Work& work, std::string_view reason);
    awaitable<jobs::Outcome> finish(std::vector<postgres::Call> calls, const Work& work);

    Parts parts_;
};

/// What the worker does with an answer, for only its role may write what was read: the value by the
/// method user, the findings, the report's counts and status, all in one transaction.
class Answers {
  public:
    explicit Answers(Parts parts)
        : parts_(parts), tradelines_(parts.database, parts.keys, parts.pool) {}

    awaitable<jobs::Outcome> run(const jobs::ClaimedJob& job);
    /// The person's answer stays stored and shown; the value stays as it was read.
    awaitable<jobs::Outcome> abandon(const jobs::ClaimedJob& job);

  private:
    awaitable<Result<bool>> apply(const jobs::ClaimedJob& job, ReportId report, int question);

    Parts parts_;
    tradelines::Tradelines tradelines_;
};

inline constexpr std::string_view apply_answer = "apply_answer";
inline constexpr std::string_view process_credit_report = "process_credit_report";

/// The job kinds that these serve. They must outlive the worker.
jobs::Kind job_kind(Ingest& ingest);
jobs::Kind job_kind(Answers& answers);

std::vector<const postgres::Statement*> statements();

}  // namespace fairfile::reports
