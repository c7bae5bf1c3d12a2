// One connection in pipeline mode on one loop. What goes out, in this order:
//
//   [ role, Parse, Sync ]  identity, statement …, Sync   identity, statement …, Sync   …
//     first use only       a request: one transaction    the next one's
//
// and comes back in the same order. A failure skips to its own Sync, so it never reaches another
// request; preparing has a Sync of its own for the same reason. Internal to this module.
#pragma once

#include "infra/postgres/connection_access.hpp"
#include "infra/postgres/opener.hpp"
#include "infra/postgres/prepared_statements.hpp"
#include "infra/postgres/request.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

#include <deque>
#include <memory>
#include <vector>

namespace fairfile::postgres {

/// What was sent up to one Sync and what is known of its answer.
struct Flight {
    Request* request = nullptr;  // null: nobody waits for it
    PreparedStatement* preparing = nullptr;
    std::string_view statement = {};
    SteadyTime deadline = {};
    std::size_t results = 0;  // seen so far; the first is the identity's, counted if there is none
    std::optional<Error> error = {};
    bool is_spoiled = false;  // failed only because of what was, or was not, prepared
};

class PipelineConnection;

/// Who owns the connection and hears of it, on its loop.
class ConnectionUser {
  public:
    virtual void on_answer(Request& request) = 0;
    /// The request did nothing and may be sent again.
    virtual void on_retry(Request& request) = 0;
    /// Answers came in and there is room for more.
    virtual void on_room(PipelineConnection& connection) = 0;
    /// The connection is of no more use; the user closes it.
    virtual void on_lost(PipelineConnection& connection) = 0;

  protected:
    ~ConnectionUser() = default;
};

// Shared: a handler that the loop still holds keeps it alive after its owner let go.
class PipelineConnection : public std::enable_shared_from_this<PipelineConnection> {
  public:
    /// `socket` is a copy of the connection's: Asio and libpq each close their own.
    PipelineConnection(
        boost::asio::io_context& loop, OpenedConnection opened, int socket, ConnectionUser& user
    );

    void start();
    /// False: nothing of it was run and the connection is lost; the user closes it.
    bool send(Request& request);
    /// Its answer will be thrown away.
    void forget(Request& request);
    std::size_t in_flight() const { return flights_.size(); }
    /// A connection that no longer accepts ends as soon as its last answer is in.
    bool accepts() const { return is_open_ && !is_retiring_; }
    /// The requests whose deadline has passed are forgotten and handed out.
    std::vector<Request*> take_expired(SteadyTime now);
    bool is_stuck(SteadyTime now, std::chrono::milliseconds patience) const;
    /// Ends it and hands out the requests that had no answer. May be called twice.
    std::vector<Request*> close();

  private:
    bool send_preparations(const Request& request, std::string_view role);
    bool send_prepare(std::string_view role, const Statement& statement);
    bool keeps_session_timeout(const Request& request) const;
    const Statement* identity_statement(const Request& request) const;
    bool send_identity(const Request& request);
    bool send_call(const Call& call, std::string_view role);
    bool send_own(const Statement& statement, std::span<const char* const> values);
    bool flush();

    void wait_readable();
    void on_readable();
    bool read_answers();
    bool take_result(PGresult* result);
    void take_failure(Flight& flight, const PGresult* result);
    void land();

    ConnectionUser* user_;
    ConnectionHandle connection_;
    boost::asio::posix::stream_descriptor socket_;
    const bool uses_names_;
    const std::chrono::milliseconds session_timeout_;
    bool is_open_ = true;
    bool is_retiring_ = false;
    bool waits_writable_ = false;
    SteadyTime heard_ = {};
    std::deque<Flight> flights_;  // a deque: a Request points to its Flight
    PreparedStatements prepared_;
    ParameterArrays arrays_;
};

}  // namespace fairfile::postgres
