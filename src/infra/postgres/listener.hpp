// LISTEN on a connection of its own: hints that something may have happened, such as a job
// enqueued. Hints get lost while the connection is down, so each channel is called once after every
// (re)connection, and whoever listens polls underneath. Not through PgBouncer's transaction mode.
#pragma once

#include "base/secret.hpp"

#include <boost/asio/io_context.hpp>

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace fairfile::postgres {

class Listener {
  public:
    /// Called on the loop; the payload is empty after a (re)connection.
    using Heard = std::function<void(std::string_view payload)>;

    Listener(boost::asio::io_context& loop, Secret connection_string);
    ~Listener();
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    /// Before `start`.
    void listen(std::string channel, Heard heard);
    void start();
    /// On the loop, or when it has ended; nothing is heard afterwards. May be called twice.
    void stop();

    struct State;

  private:
    std::shared_ptr<State> state_;  // shared with the handlers the loop still holds
};

}  // namespace fairfile::postgres
