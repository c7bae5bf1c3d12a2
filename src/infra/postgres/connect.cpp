#include "infra/postgres/connect.hpp"

#include "infra/postgres/errors.hpp"

#include <array>

namespace fairfile::postgres {

namespace {

// A server that does not answer in that time counts as down; the back-off tries again.
constexpr const char* connect_seconds_max = "5";

void drop_notice(void* /*nothing*/, const char* /*text*/) {}  // notices may quote people's data

}  // namespace

Result<ConnectionHandle> connect(const Secret& connection_string) {
    const std::string text(connection_string.reveal());
    // Later keywords win, so what the string says about these two overrides them.
    const std::array<const char*, 4> names{
        "connect_timeout", "application_name", "dbname", nullptr};
    const std::array<const char*, 4> values{connect_seconds_max, "fairfile", text.c_str(), nullptr};
    constexpr int expand_dbname = 1;
    ConnectionHandle connection(PQconnectdbParams(names.data(), values.data(), expand_dbname));
    if (PQstatus(connection.get()) != CONNECTION_OK) {
        auto error = unavailable();
        error.detail = PQerrorMessage(connection.get());
        return error;
    }
    PQsetNoticeProcessor(connection.get(), drop_notice, nullptr);
    return connection;
}

}  // namespace fairfile::postgres
