#include "app/own_platform.hpp"

#include "app/child_process.hpp"
#include "infra/crypto/random.hpp"
#include "infra/postgres/embedded.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

namespace fairfile::app {

namespace {

namespace fs = std::filesystem;

constexpr int start_seconds_max = 120;
constexpr int naps_a_second = 100;
constexpr int stop_patience_seconds = 30;
constexpr std::string_view is_up = "Fairfile is up";

std::string read_text(const fs::path& path) {
    std::ifstream file(path);
    return std::string(std::istreambuf_iterator<char>(file), {});
}

int free_port() {
    namespace asio = boost::asio;
    asio::io_context context;
    const asio::ip::tcp::endpoint any(asio::ip::address_v4::loopback(), 0);
    asio::ip::tcp::acceptor acceptor(context, any);
    return acceptor.local_endpoint().port();
}

ChildCommand command_for(const fs::path& folder, int port, const Secret& secret) {
    const auto data = (folder / "data").string();
    return {
        .arguments = {"up", "--data", data, "--port", std::to_string(port)},
        .environment =
            {{"FAIRFILE_METRICS_PORT", "0"},
             // Counted, never refused: the check still runs.
             {"FAIRFILE_LIMIT_USER_PER_MINUTE", "0"},
             {"FAIRFILE_LIMIT_ADDRESS_PER_MINUTE", "0"},
             {"FAIRFILE_LIMIT_SIGNED_IN_ADDRESS_PER_MINUTE", "0"},
             {"FAIRFILE_EXTERNAL_ISSUER", std::string(synthetic::world_issuer)},
             {"FAIRFILE_EXTERNAL_AUDIENCE", "authenticated"},
             {"FAIRFILE_EXTERNAL_HS256_SECRET", std::string(secret.reveal())}},
        .output = (folder / "up.log").string()};
}

/// What it said in the end is why it ended.
std::string last_line(std::string text) {
    while (text.ends_with('\n')) text.pop_back();
    const auto end = text.rfind('\n');
    return end == std::string::npos ? text : text.substr(end + 1);
}

/// The child of `parent` that plays this role; 0 when there is none.
pid_t role_of(pid_t parent, std::string_view role) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator("/proc", ignored)) {
        const auto name = entry.path().filename().string();
        if (name.find_first_not_of("0123456789") != std::string::npos) continue;
        const auto stat = read_text(entry.path() / "stat");
        const auto name_end = stat.rfind(") ");
        if (name_end == std::string::npos) continue;
        std::istringstream fields(stat.substr(name_end + 2));
        std::string state;
        pid_t its_parent = 0;
        fields >> state >> its_parent;
        if (its_parent != parent) continue;
        const auto command = read_text(entry.path() / "cmdline");
        if (command.find(std::string(1, '\0') + std::string(role)) == std::string::npos) continue;
        return static_cast<pid_t>(std::stol(name));
    }
    return 0;
}

}  // namespace

Result<std::unique_ptr<OwnPlatform>> OwnPlatform::start() {
    std::unique_ptr<OwnPlatform> platform(new OwnPlatform());
    auto name = (fs::temp_directory_path() / "fairfile-rehearsal-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
        return Error{Failure::unavailable, "app.no_data_directory", "Cannot make " + name + "."};
    }
    platform->folder_ = name;
    // PostgreSQL may run as somebody else.
    std::error_code ignored;
    const auto others = fs::perms::group_exec | fs::perms::others_exec;
    fs::permissions(name, others, fs::perm_options::add, ignored);
    platform->port_ = free_port();
    platform->token_secret_ = Secret(crypto::random_token());
    const auto command = command_for(name, platform->port_, platform->token_secret_);
    platform->child_ = start_child(command);
    auto up = platform->wait_until_up();
    if (!up) return up.error();
    return platform;
}

OwnPlatform::~OwnPlatform() {
    end_child(child_, stop_patience_seconds);
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

Result<void> OwnPlatform::wait_until_up() {
    const auto log = folder_ / "up.log";
    for (int waited = 0; waited < start_seconds_max * naps_a_second; ++waited) {
        if (read_text(log).find(is_up) != std::string::npos) return {};
        if (child_ <= 0 || has_ended(child_)) {
            child_ = 0;
            break;
        }
        nap();
    }
    return Error{
        Failure::unavailable,
        "app.platform_not_up",
        "The platform to measure did not start.",
        last_line(read_text(log))};
}

std::string OwnPlatform::url() const {
    return "http://127.0.0.1:" + std::to_string(port_);
}

Secret OwnPlatform::owner() const {
    return postgres::embedded_connection_string(folder_ / "data/postgres", "postgres", "fairfile");
}

std::vector<synthetic::Watched> OwnPlatform::processes() const {
    std::istringstream postmaster(read_text(folder_ / "data/postgres/cluster/postmaster.pid"));
    pid_t postgres = 0;
    postmaster >> postgres;
    return {
        {.name = "server", .process = role_of(child_, "serve")},
        {.name = "worker", .process = role_of(child_, "work")},
        {.name = "PostgreSQL", .process = postgres}};
}

}  // namespace fairfile::app
