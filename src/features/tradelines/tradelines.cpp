#include "features/tradelines/tradelines.hpp"

#include "features/tradelines/credit_accounts.hpp"
#include "features/tradelines/stored_report.hpp"
#include "features/tradelines/tradeline_json.hpp"
#include "features/tradelines/tradeline_store.hpp"
#include "infra/crypto/seal.hpp"

#include <boost/json.hpp>

namespace fairfile::tradelines {

namespace {

Error not_found() {
    return {Failure::missing, "http.not_found", "There is nothing at this address."};
}

std::string list_json(const postgres::Rows& rows, std::int64_t limit) {
    std::string text;
    text.reserve(rows.size() * 1'024 + 64);
    JsonWriter json(text);
    const auto shown = std::min(rows.size(), static_cast<std::size_t>(limit));
    json.begin_object().key("items").begin_array();
    for (std::size_t row = 0; row < shown; ++row) {
        json.begin_object();
        write_members(json, rows, row, {});
        json.end_object();
    }
    json.end_array().key("next_cursor");
    if (rows.size() > shown) {
        json.value(rows.text(shown - 1, 0));
    } else {
        json.null();
    }
    json.end_object();
    return text;
}

/// Puts the sealed words beside the places: {"field": {page, box, …, "text"}}.
std::string evidence_json(std::string_view places, std::string_view texts) {
    boost::system::error_code error;
    auto merged = boost::json::parse(places, error);
    const auto words = boost::json::parse(texts, error);
    if (!merged.is_object()) return "{}";
    for (auto& [field, place] : merged.as_object()) {
        if (!place.is_object()) continue;
        auto& object = place.as_object();
        for (const auto* member : {"page", "box", "page_width", "page_height", "text"}) {
            object.emplace(member, nullptr);
        }
        if (const auto* text = words.is_object() ? words.as_object().if_contains(field) : nullptr) {
            object["text"] = *text;
        }
    }
    return boost::json::serialize(merged);
}

struct Opened {
    std::string account_number;
    std::string evidence = "{}";
};

Opened open_sealed(const postgres::Rows& rows, UserId user, const crypto::Key& key) {
    Opened opened;
    const auto first = tradeline_column_count();
    if (!rows.is_null(0, first)) {
        const crypto::Place place{.table = "tradelines", .column = "account_number", .user = user};
        auto number = crypto::open_value(key, place, rows.bytes(0, first));
        if (number) opened.account_number = std::move(*number);
    }
    if (rows.is_null(0, first + 1)) return opened;
    const crypto::Place place{.table = "tradeline_evidence", .column = "texts", .user = user};
    auto texts = crypto::open_value(key, place, rows.bytes(0, first + 2));
    opened.evidence = evidence_json(rows.text(0, first + 1), texts ? *texts : std::string("{}"));
    return opened;
}

std::string version_of(const postgres::Rows& rows) {
    return rows.empty() ? std::string("0") : std::string(rows.text(0, 0));
}

}  // namespace

Tradelines::Tradelines(postgres::Database& database, crypto::KeyStore& keys, runtime::CpuPool& pool)
    : database_(database), keys_(keys), pool_(pool) {}

awaitable<Result<Tradelines::Page>> Tradelines::list(UserId user, TradelineFilter filter) {
    std::vector<postgres::Call> calls(2);
    calls[0].statement = &select_data_version;
    calls[0].parameters.add(user);
    calls[1].statement = &select_tradelines;
    calls[1].parameters.add(user).add(filter.bureau).add(filter.is_negative);
    calls[1].parameters.add(filter.is_disputable).add(filter.report).add(filter.after);
    calls[1].parameters.add(filter.limit + 1);
    auto rows = co_await database_.run_all(postgres::Identity::user(user), std::move(calls));
    if (!rows) co_return rows.error();

    co_return Page{list_json((*rows)[1], filter.limit), version_of((*rows)[0])};
}

awaitable<Result<Tradelines::Page>> Tradelines::show(UserId user, TradelineId id) {
    std::vector<postgres::Call> calls(3);
    calls[0].statement = &select_data_version;
    calls[0].parameters.add(user);
    calls[1].statement = &select_tradeline;
    calls[1].parameters.add(user).add(id);
    calls[2].statement = &select_tradeline_findings;
    calls[2].parameters.add(user).add(id);
    auto rows = co_await database_.run_all(postgres::Identity::user(user), std::move(calls));
    if (!rows) co_return rows.error();
    if ((*rows)[1].empty()) co_return not_found();

    auto key = co_await key_of(user);
    if (!key) co_return key.error();

    const auto opened = open_sealed((*rows)[1], user, *key);
    std::string text;
    JsonWriter json(text);
    json.begin_object();
    write_members(json, (*rows)[1], 0, opened.account_number);
    json.key("evidence").raw(opened.evidence).key("findings");
    write_findings(json, (*rows)[2]);
    json.end_object();
    co_return Page{std::move(text), version_of((*rows)[0])};
}

awaitable<Result<Tradelines::Page>> Tradelines::accounts(UserId user, std::optional<Uuid> report) {
    std::vector<postgres::Call> calls(2);
    calls[0].statement = &select_data_version;
    calls[0].parameters.add(user);
    calls[1].statement = &select_report_tradelines;
    calls[1].parameters.add(user).add(report);
    auto rows = co_await database_.run_all(postgres::Identity::user(user), std::move(calls));
    if (!rows) co_return rows.error();

    co_return Page{accounts_json((*rows)[1]), version_of((*rows)[0])};
}

awaitable<Result<StoredReport>> Tradelines::stored(
    postgres::Identity identity, UserId user, ReportId report
) {
    std::vector<postgres::Call> calls;
    for (const auto* statement :
         {&select_stored_report, &select_stored_tradelines, &select_stored_records}) {
        postgres::Call call{statement};
        call.parameters.add(user).add(report);
        calls.push_back(std::move(call));
    }
    auto rows = co_await database_.run_all(std::move(identity), std::move(calls));
    if (!rows) co_return rows.error();
    if (rows->front().empty()) co_return StoredReport{};
    auto key = co_await key_of(user);
    if (!key) co_return key.error();

    co_return stored_report(*rows, user, *key);
}

awaitable<Result<crypto::Key>> Tradelines::key_of(UserId user) {
    const crypto::KeyName name{crypto::KeyKind::user, user.value};
    if (auto known = keys_.cached(name)) co_return *known;
    auto find = [this, name] { return keys_.find(name); };
    auto found = co_await runtime::offload(pool_, std::move(find));
    if (!found) co_return found.error();
    co_return std::move(*found);
}

}  // namespace fairfile::tradelines
