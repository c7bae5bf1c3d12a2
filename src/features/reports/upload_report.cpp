#include "features/reports/report_json.hpp"
#include "features/reports/report_store.hpp"
#include "features/reports/reports.hpp"
#include "features/users/users.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/pdf/pdf.hpp"

namespace fairfile::reports {

namespace {

constexpr std::size_t file_name_max = 200;

Result<pdf::DocumentKind> admit(const UploadedFile& file) {
    if (file.bytes.empty()) {
        return Error{Failure::invalid, "reports.empty_file", "The file has no bytes."};
    }
    if (file.bytes.size() > pdf::document_bytes_max) {
        return Error{
            Failure::too_large, "reports.too_large", "The file is larger than 10,485,760 bytes."};
    }
    auto kind = pdf::admit(file.bytes);
    if (kind) return kind;
    return Error{
        Failure::unsupported,
        "reports.unsupported_type",
        "This kind of file is not read. PDF, JPEG, PNG, TIFF and the bureaus' data files are."};
}

std::string_view content_type_of(pdf::DocumentKind kind) {
    switch (kind) {
        case pdf::DocumentKind::pdf:
            return "application/pdf";
        case pdf::DocumentKind::png:
            return "image/png";
        case pdf::DocumentKind::jpeg:
            return "image/jpeg";
        case pdf::DocumentKind::tiff:
            return "image/tiff";
        case pdf::DocumentKind::html:
            return "text/html";
        case pdf::DocumentKind::xml:
            return "application/xml";
        case pdf::DocumentKind::json:
            return "application/json";
        case pdf::DocumentKind::metro2:
        case pdf::DocumentKind::text:
            break;
    }
    return "text/plain";
}

/// What the row needs to know of a file that is stored already.
struct NewReport {
    UserId user;
    ReportId report;
    Uuid object;
    std::string_view content_type;
    std::size_t bytes = 0;
    std::string content_hash;
    std::string name_sealed;
};

postgres::Call insertion(const NewReport& file, const Uuid& job) {
    postgres::Call call{&insert_report};
    call.parameters.add(file.user).add(file.report).add(file.object);
    call.parameters.add_bytes(file.name_sealed).add(file.content_type);
    call.parameters.add(static_cast<std::int64_t>(file.bytes)).add_bytes(file.content_hash);
    call.parameters.add(job);
    return call;
}

postgres::Call object_insertion(const NewReport& file) {
    postgres::Call call{&insert_object};
    call.parameters.add(file.user).add(file.object).add(file.content_type);
    call.parameters.add(static_cast<std::int64_t>(file.bytes)).add_bytes(file.content_hash);
    return call;
}

postgres::Call queue_reading(const NewReport& file, const Uuid& job, http::Role role) {
    const auto report = to_string(file.report);
    return jobs::enqueue({
        .id = job,
        .kind = process_credit_report,
        .queue = role == http::Role::paid_user ? jobs::Queue::high : jobs::Queue::medium,
        .arguments = R"({"report_id":")" + report + "\"}",
        .user = file.user,
        .unique_key = std::string(process_credit_report) + ":" + report,
    });
}

}  // namespace

// The object is stored before the transaction and removed when that fails: an object without a row
// is an orphan that the sweeper finds, a row without an object would be a lost report.
awaitable<Result<ReportId>> Reports::upload(
    http::Principal principal, UploadedFile file, std::optional<Uuid> repeat
) {
    const auto kind = admit(file);
    if (!kind) co_return kind.error();
    auto key = co_await users::user_key(parts_.keys, parts_.pool, principal.user);
    if (!key) co_return key.error();

    // Ten megabytes take long enough to hold up everybody else on this loop.
    auto hash = [&key, &file] { return crypto::keyed_hash(*key, file.bytes); };
    const auto content_hash = co_await runtime::offload(parts_.pool, std::move(hash));
    if (!content_hash) co_return content_hash.error();
    const Opener opener{principal.user, &*key};
    NewReport row{
        .user = principal.user,
        .report = ReportId{runtime::new_uuid(parts_.clock)},
        .object = {},
        .content_type = content_type_of(*kind),
        .bytes = file.bytes.size(),
        .content_hash = std::string(crypto::view(*content_hash)),
        .name_sealed = opener.seal("file_name", file.name.substr(0, file_name_max))};
    const blob::BlobOwner owner{row.user};
    auto stored = co_await parts_.files.put(owner, std::move(file.bytes));
    if (!stored) co_return stored.error();
    row.object = stored->value;

    const auto job = runtime::new_uuid(parts_.clock);
    std::vector<postgres::Call> calls;
    calls.push_back(users::take_unit(row.user, users::Unit::reports, parts_.limits));
    calls.push_back(object_insertion(row));
    calls.push_back(insertion(row, job));
    calls.push_back(queue_reading(row, job, principal.role));
    const auto place = "/api/v1/credit-reports/" + to_string(row.report);
    users::finish_repeat(calls, row.user, repeat, place);
    auto written =
        co_await parts_.database.run_all(postgres::Identity::user(row.user), std::move(calls));
    if (written) co_return row.report;

    // Unless the outcome is unknown: then the row may be there and needs its file.
    if (written.error().code != "postgres.unavailable") {
        auto removed = co_await parts_.files.remove(*stored);
        if (!removed) parts_.log.warning("reports.orphan", {{"code", removed.error().code}});
    }
    co_return users::unit_error(written.error(), users::Unit::reports);
}

}  // namespace fairfile::reports
