#include "infra/postgres/pipeline_connection.hpp"

#include "infra/postgres/errors.hpp"

#include <array>
#include <charconv>

namespace fairfile::postgres {

namespace {

constexpr int text_results = 0;

// The server ends a statement whose time is over by itself. Cancelling from here could hit the
// statement of another caller that has moved to the front of the pipeline meanwhile.
constexpr Statement take_identity{
    .name = "postgres.identity",
    .sql = "select set_config('request.jwt.claims', $1, true), set_config('role', $2, true)"};
constexpr Statement take_identity_with_timeout{
    .name = "postgres.identity_with_timeout",
    .sql =
        "select set_config('request.jwt.claims', $1, true), set_config('role', $2, true), "
        "set_config('statement_timeout', $3, true)"};
constexpr Statement stay_nobody{
    .name = "postgres.nobody", .sql = "select set_config('statement_timeout', $1, true)"};
constexpr const char* take_role = "select set_config('role', $1, true)";

struct ClearResult {
    void operator()(PGresult* result) const { PQclear(result); }
};
using ResultHandle = std::unique_ptr<PGresult, ClearResult>;

std::array<char, 24> digits_of(std::chrono::milliseconds timeout) {
    std::array<char, 24> digits{};
    std::to_chars(digits.data(), digits.data() + digits.size() - 1, timeout.count());
    return digits;
}

}  // namespace

PipelineConnection::PipelineConnection(
    boost::asio::io_context& loop, OpenedConnection opened, int socket, ConnectionUser& user
)
    : user_(&user),
      connection_(std::move(opened.connection)),
      socket_(loop, socket),
      uses_names_(opened.uses_names),
      session_timeout_(opened.session_timeout) {}

void PipelineConnection::start() {
    heard_ = std::chrono::steady_clock::now();
    wait_readable();
}

bool PipelineConnection::send(Request& request) {
    const auto role = request.identity->role();
    if (uses_names_ && !send_preparations(request, role)) return false;
    if (!send_identity(request)) return false;
    for (const auto& call : request.calls) {
        if (!send_call(call, role)) return false;
    }
    if (PQpipelineSync(connection_.get()) != 1) return false;
    flights_.push_back(
        {.request = &request,
         .statement = request.calls.front().statement->name,
         .deadline = request.deadline,
         .results = identity_statement(request) == nullptr ? 1U : 0U}
    );
    request.flight = &flights_.back();
    return flush();
}

bool PipelineConnection::send_preparations(const Request& request, std::string_view role) {
    constexpr std::string_view login_role;
    const auto ensure = [this](std::string_view under, const Statement& statement) {
        const auto* known = prepared_.find(under, statement.name);
        if (known != nullptr && known->sql == statement.sql && !known->failure) return true;
        return send_prepare(under, statement);
    };
    const auto* own = identity_statement(request);
    if (own != nullptr && !ensure(login_role, *own)) return false;
    for (const auto& call : request.calls) {
        if (!ensure(role, *call.statement)) return false;
    }
    return true;
}

bool PipelineConnection::send_prepare(std::string_view role, const Statement& statement) {
    if (prepared_.is_full()) {
        is_retiring_ = true;
        return false;
    }
    PGconn* connection = connection_.get();
    const std::string role_text(role);
    const char* value = role_text.c_str();
    if (!role.empty() &&
        PQsendQueryParams(
            connection, take_role, 1, nullptr, &value, nullptr, nullptr, text_results
        ) != 1) {
        return false;
    }
    auto& prepared = prepared_.add(role, statement);
    if (PQsendPrepare(connection, prepared.name.c_str(), prepared.sql.c_str(), 0, nullptr) != 1) {
        return false;
    }
    flights_.push_back(
        {.preparing = &prepared,
         .statement = statement.name,
         .deadline = std::chrono::steady_clock::now() + statement.timeout}
    );
    return PQpipelineSync(connection) == 1;
}

bool PipelineConnection::keeps_session_timeout(const Request& request) const {
    return request.timeout == session_timeout_;
}

/// Null when nothing needs to be said.
const Statement* PipelineConnection::identity_statement(const Request& request) const {
    if (request.identity->is_nobody()) {
        return keeps_session_timeout(request) ? nullptr : &stay_nobody;
    }
    return keeps_session_timeout(request) ? &take_identity : &take_identity_with_timeout;
}

bool PipelineConnection::send_identity(const Request& request) {
    const auto* statement = identity_statement(request);
    if (statement == nullptr) return true;
    const auto timeout = digits_of(request.timeout);
    if (statement == &stay_nobody) {
        const std::array values{timeout.data()};
        return send_own(*statement, values);
    }
    const auto& identity = *request.identity;
    // A role is a literal of Identity's and ends in NUL.
    const std::array values{identity.claims().c_str(), identity.role().data(), timeout.data()};
    const std::size_t count = statement == &take_identity ? 2 : 3;
    return send_own(*statement, std::span(values).first(count));
}

bool PipelineConnection::send_own(const Statement& statement, std::span<const char* const> values) {
    const int count = static_cast<int>(values.size());
    if (uses_names_) {
        const auto* prepared = prepared_.find({}, statement.name);
        return PQsendQueryPrepared(
                   connection_.get(),
                   prepared->name.c_str(),
                   count,
                   values.data(),
                   nullptr,
                   nullptr,
                   text_results
               ) == 1;
    }
    return PQsendQueryParams(
               connection_.get(),
               statement.sql.data(),
               count,
               nullptr,
               values.data(),
               nullptr,
               nullptr,
               text_results
           ) == 1;
}

bool PipelineConnection::send_call(const Call& call, std::string_view role) {
    ConnectionAccess::fill(arrays_, call.parameters);
    PGconn* connection = connection_.get();
    if (uses_names_) {
        const auto* prepared = prepared_.find(role, call.statement->name);
        return PQsendQueryPrepared(
                   connection,
                   prepared->name.c_str(),
                   arrays_.count(),
                   arrays_.values.data(),
                   arrays_.lengths.data(),
                   arrays_.formats.data(),
                   text_results
               ) == 1;
    }
    const std::string sql(call.statement->sql);
    return PQsendQueryParams(
               connection,
               sql.c_str(),
               arrays_.count(),
               nullptr,
               arrays_.values.data(),
               arrays_.lengths.data(),
               arrays_.formats.data(),
               text_results
           ) == 1;
}

bool PipelineConnection::flush() {
    const int left = PQflush(connection_.get());
    if (left < 0) return false;
    if (left == 0 || waits_writable_) return true;
    waits_writable_ = true;
    socket_.async_wait(
        boost::asio::posix::stream_descriptor::wait_write,
        [self = shared_from_this()](boost::system::error_code error) {
            self->waits_writable_ = false;
            if (error || !self->is_open_) return;
            if (!self->flush()) self->user_->on_lost(*self);
        }
    );
    return true;
}

void PipelineConnection::forget(Request& request) {
    if (request.flight != nullptr) request.flight->request = nullptr;
    request.flight = nullptr;
}

std::vector<Request*> PipelineConnection::take_expired(SteadyTime now) {
    std::vector<Request*> expired;
    for (auto& flight : flights_) {
        if (flight.request == nullptr || flight.deadline > now) continue;
        expired.push_back(flight.request);
        forget(*flight.request);
    }
    return expired;
}

bool PipelineConnection::is_stuck(SteadyTime now, std::chrono::milliseconds patience) const {
    if (flights_.empty()) return false;
    return now > flights_.front().deadline + patience && now > heard_ + patience;
}

std::vector<Request*> PipelineConnection::close() {
    std::vector<Request*> unanswered;
    if (!is_open_) return unanswered;
    is_open_ = false;
    boost::system::error_code ignored;
    socket_.close(ignored);
    connection_.reset();
    for (auto& flight : flights_) {
        if (flight.request == nullptr) continue;
        unanswered.push_back(flight.request);
        forget(*flight.request);
    }
    flights_.clear();
    return unanswered;
}

void PipelineConnection::wait_readable() {
    socket_.async_wait(
        boost::asio::posix::stream_descriptor::wait_read,
        [self = shared_from_this()](boost::system::error_code error) {
            if (!error && self->is_open_) self->on_readable();
        }
    );
}

void PipelineConnection::on_readable() {
    heard_ = std::chrono::steady_clock::now();
    // Answers that came with the end of the connection still count: what they say is committed.
    const bool is_alive = PQconsumeInput(connection_.get()) == 1;
    const bool is_sound = read_answers() && is_alive && flush();
    if (!is_sound || (is_retiring_ && flights_.empty())) {
        user_->on_lost(*this);
        return;
    }
    wait_readable();
    user_->on_room(*this);
}

bool PipelineConnection::read_answers() {
    int ends = 0;  // of results in a row, without anything between
    while (!flights_.empty() && PQisBusy(connection_.get()) == 0) {
        PGresult* result = PQgetResult(connection_.get());
        if (result != nullptr) {
            ends = 0;
            if (!take_result(result)) return false;
        } else if (++ends > 2) {
            return PQstatus(connection_.get()) == CONNECTION_OK;
        }
    }
    return true;
}

bool PipelineConnection::take_result(PGresult* result) {
    auto& flight = flights_.front();
    ResultHandle owned(result);
    switch (PQresultStatus(result)) {
        case PGRES_PIPELINE_SYNC:
            land();
            return true;
        case PGRES_COMMAND_OK:
        case PGRES_TUPLES_OK:
        case PGRES_EMPTY_QUERY:
            if (flight.request != nullptr && flight.results > 0) {
                flight.request->rows[flight.results - 1] = Rows(owned.release());
            }
            break;
        case PGRES_PIPELINE_ABORTED:
            break;
        case PGRES_FATAL_ERROR:
            if (ends_the_connection(state_of(result)) || state_of(result).empty()) return false;
            if (!flight.error) take_failure(flight, result);
            break;
        default:
            return false;  // COPY has no place in a pipeline
    }
    ++flight.results;
    return true;
}

void PipelineConnection::take_failure(Flight& flight, const PGresult* result) {
    flight.error = error_of(result, flight.statement);
    const auto state = state_of(result);
    if (!uses_names_ || !spoils_prepared_statements(state)) return;
    const auto index = flight.results;
    if (flight.request == nullptr) return;
    const auto& request = *flight.request;
    if (index > 0 && index <= request.calls.size()) {
        const auto* prepared =
            prepared_.find(request.identity->role(), request.calls[index - 1].statement->name);
        if (prepared != nullptr && prepared->failure) {
            flight.error = prepared->failure;
            return;
        }
    }
    flight.is_spoiled = true;
    is_retiring_ = true;
}

void PipelineConnection::land() {
    Flight flight = std::move(flights_.front());
    flights_.pop_front();
    if (flight.preparing != nullptr) flight.preparing->failure = std::move(flight.error);
    if (flight.request == nullptr) return;
    auto& request = *flight.request;
    request.flight = nullptr;
    if (flight.is_spoiled && !request.was_retried) {
        user_->on_retry(request);
        return;
    }
    request.error = std::move(flight.error);
    user_->on_answer(request);
}

}  // namespace fairfile::postgres
