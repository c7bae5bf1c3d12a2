#include "infra/sandbox/sandbox.hpp"

#include "infra/sandbox/wire.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <dirent.h>
#include <fstream>
#include <set>
#include <thread>

namespace fairfile::sandbox {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* intruder = FAIRFILE_TEST_PROGRAMS "/infra.sandbox.intruder";

Sandbox start_sandbox() {
    auto started = Sandbox::start({
        {"intruder", intruder},
        {"pdftotext", "/usr/bin/pdftotext", {"/usr/share/poppler"}},
        {"missing", "/nowhere/at-all"},
    });
    if (!started) throw std::runtime_error(started.error().detail);
    return std::move(*started);
}

class ACage : public testing::Test {
  protected:
    SandboxOutcome attempt(std::string what, SandboxLimits limits = {}) {
        SandboxRequest request{"intruder", {std::move(what)}};
        request.limits = limits;
        auto outcome = sandbox_.run(request);
        if (!outcome) throw std::runtime_error(outcome.error().detail);
        return std::move(*outcome);
    }

    Sandbox sandbox_ = start_sandbox();
};

struct Attempt {
    const char* name;
    SandboxEnd end;
    const char* output;
};

void PrintTo(const Attempt& attempt, std::ostream* out) {
    *out << attempt.name;
}

class AnIntruder : public ACage, public testing::WithParamInterface<Attempt> {};

TEST_P(AnIntruder, GetsNowhere) {
    const auto outcome = attempt(GetParam().name);
    EXPECT_EQ(outcome.end, GetParam().end) << "signal " << outcome.signal;
    EXPECT_EQ(outcome.output, GetParam().output) << outcome.diagnostics;
}

INSTANTIATE_TEST_SUITE_P(
    Sandbox,
    AnIntruder,
    testing::Values(
        Attempt{"read-passwords", SandboxEnd::finished, "refused\n"},
        Attempt{"read-other-process", SandboxEnd::finished, "refused\n"},
        Attempt{"write-outside", SandboxEnd::finished, "refused\n"},
        Attempt{"write-shared-memory", SandboxEnd::finished, "refused\n"},
        Attempt{"write-input", SandboxEnd::finished, "refused\n"},
        Attempt{"thread", SandboxEnd::finished, "refused\n"},
        Attempt{"execute-by-descriptor", SandboxEnd::finished, "refused\n"},
        Attempt{"execute-by-address", SandboxEnd::finished, "refused\n"},
        Attempt{"raise-limit", SandboxEnd::finished, "refused\n"},
        Attempt{"kill-parent", SandboxEnd::finished, "refused\n"},
        Attempt{"complain-without-end", SandboxEnd::finished, "allowed\n"},
        Attempt{"allocate-256-mebibytes", SandboxEnd::finished, "allowed\n"},
        Attempt{"allocate-2-gibibytes", SandboxEnd::memory, ""},
        Attempt{"socket", SandboxEnd::denied, ""},
        Attempt{"connect", SandboxEnd::denied, ""},
        Attempt{"fork-bomb", SandboxEnd::denied, ""},
        Attempt{"execute", SandboxEnd::denied, ""},
        Attempt{"trace", SandboxEnd::denied, ""},
        Attempt{"crash", SandboxEnd::killed, ""}
    )
);

TEST_F(ACage, EndsAnEndlessLoopAtTheDeadline) {
    EXPECT_EQ(attempt("loop", {.wall = 200ms}).end, SandboxEnd::timeout);
}

TEST_F(ACage, EndsAProgramThatOnlyWaits) {
    EXPECT_EQ(attempt("hang", {.wall = 200ms}).end, SandboxEnd::timeout);
}

TEST_F(ACage, CutsOffEndlessOutput) {
    const auto outcome = attempt("print-without-end", {.output_bytes_max = mebibyte});
    EXPECT_EQ(outcome.end, SandboxEnd::output_too_large);
    EXPECT_THAT(outcome.output, IsEmpty());
}

TEST_F(ACage, KeepsOnlyTheHeadOfTheComplaints) {
    EXPECT_EQ(attempt("complain-without-end").diagnostics.size(), diagnostics_bytes_max);
}

TEST_F(ACage, ReportsTheMemoryThatWasUsed) {
    EXPECT_GT(attempt("allocate-256-mebibytes").peak_memory_bytes, 200 * mebibyte);
}

TEST_F(ACage, RunsAsAUserOfItsOwnWhenTheServerIsRoot) {
    const auto user = attempt("print-user").output;
    if (geteuid() == 0) {
        EXPECT_NE(user, "0 0\n");
        EXPECT_NE(user, attempt("print-user").output) << "two documents share a user";
    } else {
        EXPECT_EQ(sandbox_.active_layers().own_user, false);
    }
}

TEST_F(ACage, HasNoEnvironmentButTheOneGiven) {
    ASSERT_NE(environ[0], nullptr) << "nothing to keep out";
    EXPECT_THAT(attempt("print-environment").output, IsEmpty());
    SandboxRequest request{"intruder", {"print-environment"}, {"OMP_THREAD_LIMIT=1"}};
    EXPECT_EQ(sandbox_.run(request)->output, "OMP_THREAD_LIMIT=1\n");
}

TEST_F(ACage, GivesEachRunItsOwnPositionInOneDocument) {
    SandboxRequest request{"intruder", {"print-input"}};
    request.input = std::make_shared<SealedFile>(*SealedFile::make("a document"));
    EXPECT_EQ(sandbox_.run(request)->output, "a document");
    EXPECT_EQ(sandbox_.run(request)->output, "a document");
}

TEST_F(ACage, HandsOutputOverAsItComes) {
    SandboxRequest request{"intruder", {"print-user"}};
    std::string seen;
    request.on_output = [&seen](std::string_view bytes) { seen += bytes; };
    EXPECT_THAT(sandbox_.run(request)->output, IsEmpty());
    EXPECT_THAT(seen, HasSubstr("\n"));
}

TEST_F(ACage, SaysWhichLayersAreOn) {
    const auto& layers = sandbox_.active_layers();
    EXPECT_TRUE(layers.system_call_filter);
    EXPECT_TRUE(layers.limits);
    EXPECT_EQ(layers.own_user, geteuid() == 0);
    EXPECT_THAT(to_string(layers), HasSubstr("system call filter, limits, "));
}

TEST_F(ACage, OffersOnlyTheNamedPrograms) {
    EXPECT_TRUE(sandbox_.knows("pdftotext"));
    EXPECT_FALSE(sandbox_.knows("sh"));
    EXPECT_EQ(sandbox_.run({"sh"}).error().code, "sandbox.program");
}

TEST_F(ACage, FailsForNowWhenTheProgramIsNotInstalled) {
    const auto outcome = sandbox_.run({"missing"});
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code, "sandbox.unavailable");
}

TEST_F(ACage, HoldsAReaderThatWorks) {
    SandboxRequest request{"pdftotext", {"-v"}};
    const auto outcome = sandbox_.run(request);
    ASSERT_TRUE(outcome);
    EXPECT_EQ(outcome->end, SandboxEnd::finished);
    EXPECT_EQ(outcome->exit_code, 0);
    EXPECT_THAT(outcome->diagnostics, HasSubstr("pdftotext version"));
}

std::size_t open_descriptors() {
    std::size_t count = 0;
    DIR* const folder = opendir("/proc/self/fd");
    while (readdir(folder)) ++count;
    closedir(folder);
    return count;
}

TEST_F(ACage, LeavesNoDescriptorBehind) {
    attempt("print-user");
    const auto before = open_descriptors();
    attempt("print-without-end", {.output_bytes_max = mebibyte});
    attempt("crash");
    attempt("loop", {.wall = 50ms});
    EXPECT_EQ(open_descriptors(), before);
}

TEST_F(ACage, ServesManyAtATimeWithoutHoldingUpTheEventLoop) {
    runtime::EventLoops loops(1);
    runtime::CpuPool pool(3, 16);
    loops.start();
    std::vector<std::future<Result<SandboxOutcome>>> runs;
    for (int number = 0; number < 12; ++number) {
        SandboxRequest request{"intruder", {"print-user"}};
        runs.push_back(boost::asio::co_spawn(
            loops.loop(0), sandbox_.run(pool, std::move(request)), boost::asio::use_future
        ));
    }
    for (auto& run : runs) EXPECT_EQ(run.get()->exit_code, 0);
}

TEST(SealedFile, CannotBeChangedAnyMore) {
    const auto file = SealedFile::make("fixed");
    ASSERT_TRUE(file);
    EXPECT_LT(write(file->descriptor(), "x", 1), 0);
    EXPECT_NE(ftruncate(file->descriptor(), 0), 0);
    EXPECT_EQ(file->size(), 5U);
}

TEST(AnOrder, ComesOutAsItWentIn) {
    const Order order{3, 4, 5, 6, {"-f", "", "1"}, {"A=b"}};
    const auto packet = encode(order);
    const auto decoded = decode(packet);
    ASSERT_TRUE(decoded);
    EXPECT_EQ(decoded->program, 3U);
    EXPECT_EQ(decoded->arguments, order.arguments);
    EXPECT_EQ(decoded->environment, order.environment);
    for (std::size_t size = 0; size < packet.size(); ++size) {
        EXPECT_FALSE(decode(std::string_view(packet).substr(0, size)));
    }
}

}  // namespace
}  // namespace fairfile::sandbox
