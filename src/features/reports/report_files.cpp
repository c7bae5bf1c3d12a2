#include "base/text.hpp"
#include "features/reports/report_json.hpp"
#include "features/reports/report_store.hpp"
#include "features/reports/reports.hpp"
#include "infra/crypto/link.hpp"
#include "infra/ocr/ocr.hpp"
#include "infra/pdf/pdf.hpp"

namespace fairfile::reports {

namespace {

constexpr std::chrono::seconds link_lifetime{60};
constexpr int picture_dots_per_inch = 110;

Error file_gone() {
    return {
        Failure::missing,
        "reports.file_gone",
        "The file was deleted, as files are 30 days after upload."};
}

Error not_found() {
    return {Failure::missing, "http.not_found", "There is nothing at this address."};
}

Error link_refused() {
    return {
        Failure::forbidden, "reports.link_refused", "This link has expired. Ask for a new one."};
}

struct LinkParts {
    std::string_view report;
    std::string_view user;
    std::string_view session;
    std::string_view expires;
    std::string_view signature;
};

/// report.user.session.expires.signature
std::optional<LinkParts> split_link(std::string_view token) {
    const auto parts = split(token, '.');
    if (parts.size() != 5) return std::nullopt;
    return LinkParts{parts[0], parts[1], parts[2], parts[3], parts[4]};
}

std::optional<std::chrono::sys_seconds> parse_seconds(std::string_view text) {
    constexpr std::size_t digits_max = 12;
    std::int64_t seconds = 0;
    if (text.empty() || text.size() > digits_max) return std::nullopt;
    for (const char character : text) {
        if (!is_digit(character)) return std::nullopt;
        seconds = seconds * 10 + (character - '0');
    }
    return std::chrono::sys_seconds(std::chrono::seconds(seconds));
}

Result<std::string> picture_of_page(
    const sandbox::Sandbox& cage, const Reports::File& file, int page
) {
    auto sealed = sandbox::SealedFile::make(file.bytes);
    if (!sealed) return sealed.error();
    const auto document = std::make_shared<const sandbox::SealedFile>(std::move(*sealed));
    if (file.content_type == "application/pdf") {
        const pdf::PageImageRequest request{.page = page, .dots_per_inch = picture_dots_per_inch};
        return pdf::page_image(cage, document, request);
    }
    if (file.content_type.starts_with("image/")) return ocr::upright_image(cage, document, page);
    return not_found();
}

}  // namespace

awaitable<Result<Reports::File>> Reports::file(UserId user, ReportId id) {
    postgres::Parameters parameters;
    parameters.add(user).add(id);
    auto rows = co_await parts_.database.run(
        postgres::Identity::user(user), select_file, std::move(parameters)
    );
    if (!rows) co_return rows.error();
    if (rows->empty()) co_return not_found();
    if (rows->is_null(0, 0)) co_return file_gone();
    auto key = co_await users::user_key(parts_.keys, parts_.pool, user);
    if (!key) co_return key.error();

    const blob::BlobOwner owner{user};
    const blob::BlobId object{rows->uuid(0, 0)};
    auto bytes = co_await parts_.files.get(owner, object);
    if (!bytes && bytes.error().kind == Failure::missing) co_return file_gone();
    if (!bytes) co_return bytes.error();

    File file{std::move(*bytes), std::string(rows->text(0, 1)), {}};
    const Opener opener{user, &*key};
    if (!rows->is_null(0, 2)) file.name = opener.open("file_name", rows->bytes(0, 2));
    co_return file;
}

awaitable<Result<std::string>> Reports::page_image(UserId user, ReportId id, int page) {
    auto original = co_await file(user, id);
    if (!original) co_return original.error();

    auto draw = [this, page, file = std::move(*original)] {
        return picture_of_page(parts_.cage, file, page);
    };
    auto picture = co_await runtime::offload(parts_.pool, std::move(draw));
    if (!picture && picture.error().code.starts_with("document.")) co_return not_found();
    co_return picture;
}

std::string Reports::link_to_file(const http::Principal& principal, ReportId id) const {
    const auto now = std::chrono::floor<std::chrono::seconds>(parts_.clock.now());
    const auto expires = now + link_lifetime;
    const auto report = to_string(id);
    const crypto::LinkClaim claim{
        .user = principal.user,
        .session = principal.session,
        .method = "GET",
        .path = report,
        .expires = expires};
    const auto signature = crypto::sign_link(parts_.link_key, claim);
    const auto seconds = std::to_string(expires.time_since_epoch().count());
    return report + "." + to_string(principal.user) + "." + to_string(principal.session) + "." +
           seconds + "." + signature;
}

awaitable<Result<Reports::LinkTarget>> Reports::open_link(std::string token) {
    const auto link = split_link(token);
    if (!link) co_return not_found();
    const auto user = UserId::parse(link->user);
    const auto session = SessionId::parse(link->session);
    const auto report = ReportId::parse(link->report);
    const auto expires = parse_seconds(link->expires);
    if (!user || !session || !report || !expires) co_return not_found();

    const crypto::LinkClaim claim{
        .user = *user,
        .session = *session,
        .method = "GET",
        .path = link->report,
        .expires = *expires};
    if (!crypto::verify_link(parts_.link_key, claim, link->signature, parts_.clock.now())) {
        co_return link_refused();
    }
    auto is_live = co_await users::is_session_live(parts_.database, *user, *session);
    if (!is_live) co_return is_live.error();
    if (!*is_live) co_return link_refused();
    co_return LinkTarget{*user, *report};
}

}  // namespace fairfile::reports
