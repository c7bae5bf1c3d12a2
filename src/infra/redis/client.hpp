// Redis as one event loop sees it: one server, the master that Sentinels name, or a Cluster. A
// command goes to the server of its key; moved slots are followed and learnt.
#pragma once

#include "infra/redis/node.hpp"
#include "infra/redis/slots.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace fairfile::redis {

enum class Layout : std::uint8_t { single, sentinel, cluster };

struct Target {
    Layout layout = Layout::single;
    std::vector<Address> addresses = {};  // of the server, the Sentinels, or some of the Cluster
    std::string master_name = {};         // as the Sentinels know it
    Login sentinel_login = {};
    NodeOptions node = {};
};

/// redis://[user[:password]@]host[:port][,host[:port]…][/database]; rediss:// with TLS, trusting
/// `authorities_file` or the system. redis+sentinel:// and rediss+sentinel:// name the master in
/// place of the database. Kind `invalid`, code "config.redis_url".
Result<Target> read_target(const Secret& url, bool is_cluster, const std::string& authorities_file);

/// Sent as its SHA-1; with its text when the server does not know it.
class Script {
  public:
    explicit Script(std::string text);
    const std::string& text() const { return text_; }
    const std::string& sha1() const { return sha1_; }

  private:
    std::string text_;
    std::string sha1_;
};

/// Used on its loop only, but `stop`. Its coroutines share it until they end.
class Client : public std::enable_shared_from_this<Client> {
  public:
    Client(boost::asio::io_context& loop, Target target, OnBreaker on_breaker);

    void start();
    void stop();

    /// Errors as of Node; what Redis refuses is a Value.
    awaitable<Result<Value>> ask(const std::string& key, const std::vector<std::string>& words);
    /// The script's one key, then its arguments.
    awaitable<Result<Value>> run(
        const Script& script, std::string key, std::vector<std::string> arguments
    );

    std::uint64_t writes() const;
    std::uint64_t redirects() const { return redirects_; }
    std::uint64_t reloads() const { return reloads_; }

  private:
    awaitable<Result<Value>> follow(std::string bytes, unsigned slot);
    std::shared_ptr<Node> node_at(const Address& address);
    Address home_of(unsigned slot) const;
    void learn();
    static awaitable<void> learn_slots(std::shared_ptr<Client> self);

    boost::asio::io_context& loop_;
    const Target target_;
    const OnBreaker on_breaker_;
    std::map<Address, std::shared_ptr<Node>> nodes_;  // shared with their coroutines
    SlotMap slots_;
    bool is_learning_ = false;
    bool is_stopped_ = false;
    std::uint64_t redirects_ = 0;
    std::uint64_t reloads_ = 0;
};

}  // namespace fairfile::redis
