#include "infra/postgres/opener.hpp"

#include "infra/postgres/errors.hpp"

#include <boost/asio/post.hpp>

#include <charconv>
#include <chrono>
#include <poll.h>

namespace fairfile::postgres {

namespace {

constexpr int answer_milliseconds_max = 5'000;
// That of most statements: set once, it need not be set with every call (4 to 9 us of the server).
constexpr std::chrono::milliseconds usual_timeout = Statement{}.timeout;

/// The answer to a query, waiting for each part of it only so long.
Result<Rows> ask(PGconn* connection, const char* sql) {
    if (PQsendQuery(connection, sql) != 1) return unavailable();
    Rows rows;
    for (;;) {
        while (PQisBusy(connection) == 1) {
            pollfd socket{.fd = PQsocket(connection), .events = POLLIN, .revents = 0};
            if (poll(&socket, 1, answer_milliseconds_max) != 1) return unavailable();
            if (PQconsumeInput(connection) != 1) return unavailable();
        }
        PGresult* result = PQgetResult(connection);
        if (result == nullptr) break;
        rows = Rows(result);
    }
    if (rows.size() != 1) return unavailable();
    return rows;
}

/// A pooler makes up the process id it tells its clients.
Result<bool> is_direct(PGconn* connection) {
    auto rows = ask(connection, "select pg_backend_pid()");
    if (!rows) return rows.error();
    return rows->integer(0, 0) == PQbackendPID(connection);
}

}  // namespace

Opener::Opener(const Secret& connection_string, Prepare prepare)
    : connection_string_(connection_string), prepare_(prepare) {}

Opener::~Opener() {
    threads_.stop();
    threads_.join();
}

void Opener::open(boost::asio::io_context& loop, Opened opened) {
    boost::asio::post(threads_, [this, &loop, opened = std::move(opened)]() mutable {
        boost::asio::post(loop, [result = open_now(), opened = std::move(opened)]() mutable {
            opened(result);
        });
    });
}

Result<OpenedConnection> Opener::open_now() const {
    auto connection = connect(connection_string_);
    if (!connection) return connection.error();
    OpenedConnection opened{
        .connection = std::move(*connection), .uses_names = prepare_ == Prepare::on};
    PGconn* raw = opened.connection.get();
    if (prepare_ == Prepare::automatic) {
        auto direct = is_direct(raw);
        if (!direct) return direct.error();
        opened.uses_names = *direct;
    }
    if (opened.uses_names) {
        const auto set = "select set_config('statement_timeout', '" +
                         std::to_string(usual_timeout.count()) + "', false)";
        auto done = ask(raw, set.c_str());
        if (!done) return done.error();
        opened.session_timeout = usual_timeout;
    }
    if (PQsetnonblocking(raw, 1) != 0 || PQenterPipelineMode(raw) != 1) return unavailable();
    return opened;
}

}  // namespace fairfile::postgres
