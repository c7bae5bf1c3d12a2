#include "infra/postgres/listener.hpp"

#include "infra/runtime/runtime.hpp"
#include "tests/support/postgres_server.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>

namespace fairfile::postgres {
namespace {

using namespace std::chrono_literals;

class Ears {
  public:
    void hear(std::string_view payload) {
        const std::lock_guard guard(mutex_);
        payloads_.emplace_back(payload);
        changed_.notify_all();
    }
    bool wait_for(std::string_view payload, std::size_t times = 1) {
        std::unique_lock guard(mutex_);
        return changed_.wait_for(guard, 20s, [&] {
            return std::count(payloads_.begin(), payloads_.end(), payload) >=
                   static_cast<std::ptrdiff_t>(times);
        });
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::string> payloads_;
};

class Listening : public ::testing::Test {
  protected:
    test::TestDatabase database{test::TestDatabase::Content::empty};
    Ears ears;
    runtime::EventLoops loops{1};
    Listener listener{loops.loop(0), database.connection_string("fairfile_worker")};

    Listening() {
        listener.listen("Work for high", [this](auto payload) { ears.hear(payload); });
        listener.start();
        loops.start();
    }
    ~Listening() override {
        loops.stop();
        loops.join();
    }
};

TEST_F(Listening, HearsWhatIsSaidOnItsChannel) {
    ASSERT_TRUE(ears.wait_for(""));
    database.execute("notify \"Work for high\", 'three'; notify other, 'not for us'");
    EXPECT_TRUE(ears.wait_for("three"));
}

TEST_F(Listening, ComesBackAfterItsConnectionWasCut) {
    ASSERT_TRUE(ears.wait_for(""));
    database.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen%'"
    );
    ASSERT_TRUE(ears.wait_for("", 2));
    database.execute("notify \"Work for high\", 'four'");
    EXPECT_TRUE(ears.wait_for("four"));
}

}  // namespace
}  // namespace fairfile::postgres
