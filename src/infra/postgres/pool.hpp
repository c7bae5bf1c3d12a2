// The Database of production: a few pipelined connections per core and lane. A core's connections
// are used by its own loop only, so nothing is locked. A call that cannot be served soon fails at
// once or within its deadline; it never waits without end. A write whose connection dies fails as
// unavailable with an unknown outcome and is never repeated; a read is repeated once.
#pragma once

#include "base/secret.hpp"
#include "infra/postgres/postgres.hpp"
#include "infra/runtime/runtime.hpp"

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace fairfile::postgres {

/// Named prepared statements are the fast way; PgBouncer 1.18 in transaction mode breaks them.
/// Automatic finds out at each connection: behind a pooler the session's process id is not the one
/// the server named when it answered.
enum class Prepare : std::uint8_t { automatic, on, off };

enum class Outcome : std::uint8_t { done, refused, timeout, unavailable, overloaded };

/// What became of one call. `statement` is the first one's name.
struct CallObservation {
    std::string_view statement;
    Lane lane;
    Outcome outcome;
    std::chrono::nanoseconds duration;
};

/// Called on the loop for every call: cheap, never throws.
class Observer {
  public:
    virtual ~Observer() = default;
    virtual void on_call(const CallObservation& call) noexcept = 0;
    virtual void on_connection_lost(Lane lane) noexcept = 0;
};

struct LaneOptions {
    std::size_t connections = 1;
    /// Sent and not yet answered, per connection: enough to hide the way to the server, few enough
    /// that a slow statement delays few.
    std::size_t in_flight_max = 16;
};

struct PoolOptions {
    Secret connection_string;
    Prepare prepare = Prepare::automatic;
    LaneOptions read{.connections = 2, .in_flight_max = 32};
    LaneOptions write{.connections = 4, .in_flight_max = 8};
    LaneOptions slow{.connections = 2, .in_flight_max = 1};
    /// Sent and waiting, per core; one more is refused as overloaded.
    std::size_t calls_max = 1'024;
    /// How long a call waits for a connection while there is none.
    std::chrono::milliseconds unavailable_after{500};
    /// A connection that answers nothing for so long after a deadline has passed is given up.
    std::chrono::milliseconds stuck_after{2'000};
    std::chrono::milliseconds reconnect_first{20};
    std::chrono::milliseconds reconnect_longest{1'000};
    Observer* observer = nullptr;  // outlives the pool
};

/// Gauges of one lane, all cores together.
struct PoolFigures {
    std::size_t open = 0;
    std::size_t in_flight = 0;
    std::size_t waiting = 0;
};

class CorePool;
class Opener;

/// Built before the loops run; destroyed when they no longer do. Calls are made on the loops.
class DatabasePool final : public Database {
  public:
    DatabasePool(runtime::EventLoops& loops, PoolOptions options);
    /// On a single loop, for tools and tests.
    DatabasePool(boost::asio::io_context& loop, PoolOptions options);
    ~DatabasePool() override;

    /// Begins to connect; calls may be made at once and wait for it.
    void start();
    /// Ends all connections; what is in flight fails as unavailable. May be called twice.
    void stop();

    awaitable<Result<Rows>> run(
        Identity identity, const Statement& statement, Parameters parameters
    ) override;
    awaitable<Result<std::vector<Rows>>> run_all(Identity identity, std::vector<Call> calls)
        override;
    bool is_ready() const override;

    PoolFigures figures(Lane lane) const;

  private:
    CorePool& this_core();

    const PoolOptions options_;
    std::unique_ptr<Opener> opener_;
    // Shared: handlers that the loops still hold keep their core's part alive.
    std::vector<std::shared_ptr<CorePool>> cores_;
};

}  // namespace fairfile::postgres
