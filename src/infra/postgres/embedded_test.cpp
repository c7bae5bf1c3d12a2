#include "infra/postgres/embedded.hpp"

#include "infra/postgres/embedded/os_user.hpp"
#include "infra/postgres/embedded/place.hpp"
#include "infra/postgres/plain_connection.hpp"
#include "tests/support/postgres_server.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace fairfile::postgres {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

EmbeddedOptions small_server(const std::string& name) {
    EmbeddedOptions options;
    options.directory = test::server_folder() / name;
    options.durability = EmbeddedOptions::Durability::none;
    options.shared_buffers = "16MB";
    return options;
}

bool answers(const EmbeddedServer& server) {
    auto connection = PlainConnection::open(server.connection_string("postgres"));
    return connection && connection->execute("select 1");
}

/// Asks again and again: what is waited for is another process.
template <class Condition>
bool soon(Condition condition) {
    const auto end = std::chrono::steady_clock::now() + 30s;
    while (std::chrono::steady_clock::now() < end) {
        if (condition()) return true;
    }
    return false;
}

TEST(EmbeddedServer, KeepsItsDataFromOneStartToTheNext) {
    const auto options = small_server("kept");
    {
        auto server = EmbeddedServer::start(options);
        ASSERT_TRUE(server) << server.error().message;
        auto connection = PlainConnection::open((*server)->connection_string("postgres"));
        ASSERT_TRUE(connection->execute("create table kept as select 42 as answer"));
        (*server)->stop();
        (*server)->stop();
        EXPECT_FALSE(answers(**server));
    }
    auto again = EmbeddedServer::start(options);
    ASSERT_TRUE(again) << again.error().message;
    const auto text = embedded_connection_string(options.directory, "postgres", "fairfile");
    auto connection = PlainConnection::open(text);
    ASSERT_TRUE(connection);
    EXPECT_EQ(connection->execute("select answer from kept")->integer(0, 0), 42);
}

TEST(EmbeddedServer, IsClosedToOthersAndListensOnNoPort) {
    auto server = EmbeddedServer::start(small_server("closed"));
    ASSERT_TRUE(server) << server.error().message;
    auto connection = PlainConnection::open((*server)->connection_string("postgres"));
    EXPECT_EQ(connection->execute("show listen_addresses")->text(0, 0), "");
    struct stat folder {};
    ASSERT_EQ(stat((*server)->socket_directory().c_str(), &folder), 0);
    EXPECT_EQ(folder.st_mode & 0777U, 0700U);
    EXPECT_NE(folder.st_uid, 0U);
    const auto stranger = (*server)->connection_string("somebody_else");
    EXPECT_FALSE(PlainConnection::open(stranger));
}

TEST(EmbeddedServer, StartsAgainWhenItCrashes) {
    auto server = EmbeddedServer::start(small_server("crashing"));
    ASSERT_TRUE(server) << server.error().message;
    const int first = (*server)->process_id();
    kill(first, SIGKILL);
    EXPECT_TRUE(soon([&] { return (*server)->restarts() > 0 && answers(**server); }));
    EXPECT_NE((*server)->process_id(), first);
}

TEST(EmbeddedServer, RefusesAFolderThatIsInUse) {
    auto server = EmbeddedServer::start(small_server("busy"));
    ASSERT_TRUE(server) << server.error().message;
    auto second = EmbeddedServer::start(small_server("busy"));
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, "embedded.in_use");
}

TEST(EmbeddedServer, TakesOverFromAProcessThatWasKilled) {
    const auto options = small_server("orphaned");
    const pid_t killed = fork();
    if (killed == 0) {
        auto server = EmbeddedServer::start(options);
        raise(SIGKILL);
    }
    int status = 0;
    waitpid(killed, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status));
    auto server = EmbeddedServer::start(options);
    ASSERT_TRUE(server) << server.error().message;
    EXPECT_TRUE(answers(**server));
}

TEST(EmbeddedServer, IgnoresTheTracesOfAServerThatIsGone) {
    const auto options = small_server("stale");
    { ASSERT_TRUE(EmbeddedServer::start(options)); }
    // Our own process id: alive, but no PostgreSQL.
    std::ofstream(options.directory / "cluster" / "postmaster.pid") << getpid() << "\n";
    auto server = EmbeddedServer::start(options);
    ASSERT_TRUE(server) << server.error().message;
}

TEST(Place, ShortensTheNameOfASocketThatWouldBeTooLong) {
    const embedded::Place place{fs::path("/") / std::string(100, 'x')};
    EXPECT_LT(place.socket_directory().string().size(), 40U);
}

TEST(CanReach, LooksAtEveryFolderOnTheWay) {
    const auto closed = test::server_folder() / "closed_folder";
    fs::create_directories(closed / "inside");
    const embedded::OsUser stranger{"stranger", 54'321, 54'321};
    fs::permissions(closed, fs::perms{0711});
    EXPECT_TRUE(embedded::can_reach(stranger, closed / "inside" / "not_there_yet"));
    fs::permissions(closed, fs::perms{0700});
    EXPECT_FALSE(embedded::can_reach(stranger, closed / "inside"));
}

}  // namespace
}  // namespace fairfile::postgres
