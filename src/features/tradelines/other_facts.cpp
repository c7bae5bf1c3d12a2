#include "features/tradelines/tradeline_json.hpp"
#include "features/tradelines/tradeline_store.hpp"
#include "features/tradelines/tradelines.hpp"
#include "infra/crypto/seal.hpp"

namespace fairfile::tradelines {

namespace {

struct Opener {
    UserId user;
    const crypto::Key& key;

    Result<std::string> open(
        std::string_view table, std::string_view column, std::string_view sealed
    ) const {
        const crypto::Place place{.table = table, .column = column, .user = user};
        return crypto::open_value(key, place, sealed);
    }
};

void write_consumers(JsonWriter& json, const postgres::Rows& rows, const Opener& opener) {
    json.key("consumer").begin_array();
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto identity = opener.open("report_consumers", "identity", rows.bytes(row, 1));
        if (!identity) continue;
        json.begin_object().key("bureau");
        text_or_null(json, rows, row, 0);
        // The sealed text is a JSON object of our own making: its members follow the bureau's.
        json.members(*identity).end_object();
    }
    json.end_array();
}

void write_public_records(JsonWriter& json, const postgres::Rows& rows, const Opener& opener) {
    json.key("public_records").begin_array();
    for (std::size_t row = 0; row < rows.size(); ++row) {
        json.begin_object().key("bureau");
        text_or_null(json, rows, row, 0);
        json.field("type", rows.text(row, 1)).field("chapter", rows.maybe_integer(row, 2));
        json.key("filed");
        text_or_null(json, rows, row, 3);
        json.key("status");
        text_or_null(json, rows, row, 4);
        json.key("reference");
        const auto reference = rows.is_null(row, 6)
                                   ? Result<std::string>(Error{})
                                   : opener.open("public_records", "reference", rows.bytes(row, 6));
        if (reference) {
            json.value(std::string_view(*reference));
        } else {
            json.null();
        }
        json.field("amount_cents", rows.maybe_integer(row, 5)).end_object();
    }
    json.end_array();
}

void write_inquiries(JsonWriter& json, const postgres::Rows& rows) {
    json.key("inquiries").begin_array();
    for (std::size_t row = 0; row < rows.size(); ++row) {
        json.begin_object().key("bureau");
        text_or_null(json, rows, row, 0);
        json.key("creditor");
        text_or_null(json, rows, row, 1);
        json.key("date");
        text_or_null(json, rows, row, 2);
        json.key("kind");
        text_or_null(json, rows, row, 3);
        json.end_object();
    }
    json.end_array();
}

}  // namespace

awaitable<Result<std::string>> Tradelines::other_facts(UserId user, ReportId report) {
    std::vector<postgres::Call> calls;
    for (const auto* statement :
         {&select_consumers, &select_public_records, &select_inquiries, &select_findings}) {
        postgres::Call call{statement};
        call.parameters.add(user).add(report);
        calls.push_back(std::move(call));
    }
    auto rows = co_await database_.run_all(postgres::Identity::user(user), std::move(calls));
    if (!rows) co_return rows.error();
    auto key = co_await key_of(user);
    if (!key) co_return key.error();

    const Opener opener{user, *key};
    std::string text;
    JsonWriter json(text);
    write_consumers(json, (*rows)[0], opener);
    write_public_records(json, (*rows)[1], opener);
    write_inquiries(json, (*rows)[2]);
    json.key("findings");
    write_findings(json, (*rows)[3]);
    co_return text;
}

}  // namespace fairfile::tradelines
