// Opens connections on threads of its own: libpq resolves names and computes SCRAM proofs while it
// connects, which would hold up a loop. Internal to this module.
#pragma once

#include "infra/postgres/connect.hpp"
#include "infra/postgres/pool.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>

#include <chrono>
#include <functional>

namespace fairfile::postgres {

struct OpenedConnection {
    ConnectionHandle connection;
    bool uses_names = true;  // prepared statements survive from one transaction to the next
    /// What the session ends statements after by itself; 0 when sessions are a pooler's.
    std::chrono::milliseconds session_timeout{0};
};

class Opener {
  public:
    Opener(const Secret& connection_string, Prepare prepare);
    ~Opener();

    using Opened = std::function<void(Result<OpenedConnection>&)>;
    /// `opened` is called on `loop`, with a connection in pipeline mode that does not block.
    void open(boost::asio::io_context& loop, Opened opened);

  private:
    Result<OpenedConnection> open_now() const;

    const Secret& connection_string_;
    const Prepare prepare_;
    // Two: one that waits for a dead address must not hold up all others.
    boost::asio::thread_pool threads_{2};
};

}  // namespace fairfile::postgres
