#include "app/sample.hpp"

#include "app/blocking.hpp"
#include "app/output.hpp"
#include "app/places.hpp"
#include "infra/crypto/random.hpp"

#include <boost/json.hpp>

#include <fstream>
#include <iterator>
#include <sstream>
#include <thread>

namespace fairfile::app {

namespace {

namespace json = boost::json;

constexpr std::chrono::milliseconds look_again{100};
constexpr std::chrono::seconds patience{60};

std::filesystem::path logins_file(const Settings& settings) {
    return std::filesystem::path(settings.storage.data_directory) / "keys" / "sample_logins";
}

std::vector<SampleLogin> kept_logins(const std::filesystem::path& path) {
    std::vector<SampleLogin> logins;
    std::ifstream file(path);
    SampleLogin login;
    while (file >> login.role >> login.email >> login.password) logins.push_back(login);
    return logins;
}

void keep_logins(const std::filesystem::path& path, const std::vector<SampleLogin>& logins) {
    std::ofstream file(path);
    std::filesystem::permissions(
        path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write
    );
    for (const auto& login : logins) {
        file << login.role << ' ' << login.email << ' ' << login.password << '\n';
    }
}

Result<bool> make_login(Foundation& foundation, Slices& slices, const SampleLogin& login) {
    if (login.role == "operator") {
        auto made =
            wait_for(foundation, slices.users.create_operator(login.email, Secret(login.password)));
        if (!made) return made.error();
        return true;
    }
    users::Credentials credentials{.email = login.email, .password = Secret(login.password)};
    auto made =
        wait_for(foundation, slices.users.register_user(std::move(credentials), users::Client{}));
    if (!made) return made.error();
    if (login.role == "user") return true;
    return wait_for(foundation, slices.users.set_tier(login.email, "paid", std::nullopt));
}

Result<http::Principal> sign_in(Foundation& foundation, Slices& slices, const SampleLogin& login) {
    users::Credentials credentials{.email = login.email, .password = Secret(login.password)};
    auto signed_in =
        wait_for(foundation, slices.users.sign_in(std::move(credentials), users::Client{}));
    if (!signed_in) return signed_in.error();
    http::Principal principal;
    principal.user = signed_in->user.id;
    return principal;
}

bool has_report(Foundation& foundation, Slices& slices, UserId user) {
    auto page = wait_for(foundation, slices.reports.list(user, std::nullopt, 1));
    return page && !json::parse(page->json).at("items").as_array().empty();
}

Result<bool> wait_until_read(Foundation& foundation, Slices& slices, UserId user, ReportId report) {
    const auto until = std::chrono::steady_clock::now() + patience;
    while (std::chrono::steady_clock::now() < until) {
        auto progress = wait_for(foundation, slices.reports.progress(user, report));
        if (!progress) return progress.error();
        if (progress->status == "failed") {
            const auto why = json::parse(progress->json).at("message").as_string();
            return Error{Failure::invalid, "app.sample_failed", std::string(why)};
        }
        if (progress->is_final) return true;
        std::this_thread::sleep_for(look_again);
    }
    return Error{
        Failure::unavailable, "app.sample_late", "The sample was not read within a minute."};
}

std::string text_of(const json::value& value) {
    if (value.is_string()) return std::string(value.as_string());
    return value.is_null() ? "-" : json::serialize(value);
}

std::string dollars_of(const json::value& value) {
    if (!value.is_int64()) return "-";
    const auto cents = value.as_int64();
    std::ostringstream text;
    text << '$' << cents / 100 << '.' << (cents % 100 < 10 ? "0" : "") << cents % 100;
    return text.str();
}

std::string accounts_table(std::string_view page) {
    std::vector<std::vector<std::string>> rows{
        {"#", "Creditor", "Number", "Bureau", "Status", "Payment", "Balance", "Marked"}};
    const auto parsed = json::parse(page);
    for (const auto& account : parsed.at("items").as_array()) {
        for (const auto& [bureau, entry] : account.at("bureaus").as_object()) {
            if (entry.is_null()) continue;
            rows.push_back(
                {text_of(entry.at("account")),
                 text_of(entry.at("creditor")),
                 text_of(entry.at("account_number")),
                 std::string(bureau),
                 text_of(entry.at("account_status")),
                 text_of(entry.at("payment_status")),
                 dollars_of(entry.at("balance_cents")),
                 entry.at("negative").as_bool() ? "negative" : ""}
            );
        }
    }
    return table(rows);
}

}  // namespace

Result<std::vector<SampleLogin>> sample_logins(
    Foundation& foundation, Slices& slices, const Settings& settings
) {
    const auto path = logins_file(settings);
    auto logins = kept_logins(path);
    if (!logins.empty()) return logins;

    for (const std::string role : {"user", "paid_user", "operator"}) {
        SampleLogin login{role, "sample-" + role + "@example.com", crypto::random_token()};
        std::replace(login.email.begin(), login.email.end(), '_', '-');
        auto made = make_login(foundation, slices, login);
        if (!made) return made.error();
        logins.push_back(std::move(login));
    }
    keep_logins(path, logins);
    return logins;
}

Result<std::string> read_sample(Foundation& foundation, Slices& slices, const SampleLogin& login) {
    auto principal = sign_in(foundation, slices, login);
    if (!principal) return principal.error();
    const auto user = principal->user;
    if (!has_report(foundation, slices, user)) {
        const auto path = sample_report();
        if (!path) return Error{Failure::missing, "app.no_sample", "There is no sample report."};
        std::ifstream file(*path, std::ios::binary);
        reports::UploadedFile upload{
            std::string(std::istreambuf_iterator<char>(file), {}), path->filename().string()};
        auto report = wait_for(foundation, slices.reports.upload(*principal, std::move(upload)));
        if (!report) return report.error();
        auto read = wait_until_read(foundation, slices, user, *report);
        if (!read) return read.error();
    }
    auto accounts = wait_for(foundation, slices.tradelines.accounts(user, std::nullopt));
    if (!accounts) return accounts.error();
    return accounts_table(accounts->json);
}

}  // namespace fairfile::app
