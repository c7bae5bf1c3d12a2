// A real redis-server for a test, on a port of its own, gone with the object.
#pragma once

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <csignal>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace fairfile::test {

/// Below 55,536: the bus of a Cluster's node listens 10,000 above.
inline int free_port() {
    constexpr int highest = 55'000;
    boost::asio::io_context loop;
    while (true) {
        boost::asio::ip::tcp::acceptor acceptor(loop, {boost::asio::ip::tcp::v4(), 0});
        const int port = acceptor.local_endpoint().port();
        if (port < highest) return port;
    }
}

class RedisServer {
  public:
    explicit RedisServer(std::vector<std::string> options = {}, int port = free_port())
        : port_(port), options_(std::move(options)) {
        folder_ = std::filesystem::temp_directory_path() /
                  ("fairfile-redis-" + std::to_string(getpid()) + "-" + std::to_string(port_));
        std::filesystem::create_directories(folder_);
        start();
    }
    ~RedisServer() {
        end();
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    RedisServer(const RedisServer&) = delete;
    RedisServer& operator=(const RedisServer&) = delete;

    void start() {
        std::vector<std::string> words{"redis-server"};
        for (const auto& option : options_) words.push_back(option);
        for (const auto* word : {"--port", "--dir", "--save", "--loglevel", "--bind"}) {
            const std::string name(word);
            if (name == "--port" && has("--tls-port")) continue;
            words.push_back(name);
            if (name == "--port") words.push_back(std::to_string(port_));
            if (name == "--dir") words.push_back(folder_.string());
            if (name == "--save") words.emplace_back("");
            if (name == "--loglevel") words.emplace_back("warning");
            if (name == "--bind") words.emplace_back("127.0.0.1");
        }
        std::vector<char*> arguments;
        arguments.reserve(words.size() + 1);
        for (auto& word : words) arguments.push_back(word.data());
        arguments.push_back(nullptr);
        process_ = fork();
        if (process_ == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);  // a test that crashes leaves none behind
            (void)freopen((folder_ / "log").c_str(), "w", stdout);
            execvp(arguments[0], arguments.data());
            _exit(127);
        }
        wait_until_it_listens();
    }
    void end() {
        if (process_ <= 0) return;
        kill(process_, SIGKILL);
        waitpid(process_, nullptr, 0);
        process_ = 0;
    }
    void hang() const { kill(process_, SIGSTOP); }
    void go_on() const { kill(process_, SIGCONT); }
    int port() const { return port_; }
    std::string address() const { return "127.0.0.1:" + std::to_string(port_); }

    /// What redis-cli does with these words succeeds.
    bool command(const std::string& words) const {
        const auto line =
            "redis-cli -p " + std::to_string(port_) + " " + words + " >/dev/null 2>&1";
        return std::system(line.c_str()) == 0;  // NOLINT(cert-env33-c): a test's own words
    }

  private:
    bool has(const std::string& option) const {
        for (const auto& each : options_) {
            if (each == option) return true;
        }
        return false;
    }
    void wait_until_it_listens() const {
        boost::asio::io_context loop;
        const auto port = static_cast<std::uint16_t>(port_);
        for (int attempt = 0; attempt < 500; ++attempt) {
            boost::asio::ip::tcp::socket socket(loop);
            boost::system::error_code failed;
            socket.connect({boost::asio::ip::make_address("127.0.0.1"), port}, failed);
            if (!failed) return;
            boost::asio::steady_timer(loop, std::chrono::milliseconds(20)).wait();
        }
        throw std::runtime_error("redis-server does not start");
    }

    int port_;
    std::vector<std::string> options_;
    std::filesystem::path folder_;
    pid_t process_ = 0;
};

template <class T>
T run_until_done(boost::asio::io_context& loop, boost::asio::awaitable<T> work) {
    std::optional<T> value;
    boost::asio::co_spawn(
        loop,
        std::move(work),
        [&value](const std::exception_ptr& failed, T result) {
            if (failed) std::rethrow_exception(failed);
            value = std::move(result);
        }
    );
    while (!value) loop.run_one();
    return std::move(*value);
}

}  // namespace fairfile::test
