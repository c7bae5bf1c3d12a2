#include "infra/sandbox/warden.hpp"

#include "infra/sandbox/syscall_filter.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>

namespace fairfile::sandbox {

namespace {

using Time = std::chrono::steady_clock::time_point;

constexpr int setup_descriptor = program_descriptor + 1;

struct Pipe {
    Descriptor read;
    Descriptor write;
};

Pipe make_pipe() {
    std::array<int, 2> ends{-1, -1};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) return {};
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    return {Descriptor(ends[0]), Descriptor(ends[1])};
}

struct SetupReport {
    std::array<char, 32> step{};
    int code = 0;
};

[[noreturn]] void give_up(const CageFailure& failure) {
    SetupReport report;
    std::snprintf(report.step.data(), report.step.size(), "%s", failure.step);
    report.code = failure.code;
    // The pipe is empty, so this neither blocks nor is cut; the exit code says it again.
    if (write(setup_descriptor, &report, sizeof report) < 0) _exit(126);
    _exit(127);
}

/// An open file of its own: runs that read one document at once share no position.
int reopen_for_reading(int descriptor) {
    if (descriptor < 0) return open("/dev/null", O_RDONLY | O_CLOEXEC);
    const auto path = "/proc/self/fd/" + std::to_string(descriptor);
    return open(path.c_str(), O_RDONLY | O_CLOEXEC);
}

/// All numbers are first moved out of the way, so that none is overwritten before it is used.
CageFailure arrange_descriptors(std::array<int, 3> standard, int program) {
    constexpr int out_of_the_way = 200;
    for (auto& number : standard) {
        number = fcntl(number, F_DUPFD_CLOEXEC, out_of_the_way);
        if (number < 0) return {"descriptors", errno};
    }
    program = fcntl(program, F_DUPFD_CLOEXEC, out_of_the_way);
    const bool placed = dup3(program, program_descriptor, O_CLOEXEC) >= 0 &&
                        dup2(standard[0], 0) >= 0 && dup2(standard[1], 1) >= 0 &&
                        dup2(standard[2], 2) >= 0;
    if (!placed) return {"descriptors", errno};
    syscall(SYS_close_range, 3, program_descriptor - 1, 0);
    syscall(SYS_close_range, setup_descriptor + 1, ~0U, 0);
    return {};
}

void reset_signals() {
    for (int number = 1; number < NSIG; ++number) std::signal(number, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
}

void prefer_as_victim_of_memory_shortage() {
    const Descriptor file(open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC));
    if (file.is_open() && write(file.get(), "1000", 4) != 4) return;
}

struct Start {
    const CageGround& ground;
    const SandboxProgram& program;
    const ReceivedOrder& received;
    int diagnostics;
    int setup;
    pid_t warden;
};

[[noreturn]] void become_program(const Start& start) {
    setsid();
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != start.warden) _exit(127);
    reset_signals();
    prefer_as_victim_of_memory_shortage();
    if (dup3(start.setup, setup_descriptor, O_CLOEXEC) < 0) _exit(127);
    const int program = open(start.program.path.c_str(), O_RDONLY | O_CLOEXEC);
    if (program < 0) give_up({"program", errno});
    const int input = reopen_for_reading(start.received.descriptors.input.get());
    const std::array<int, 3> standard{
        input, start.received.descriptors.output.get(), start.diagnostics};
    auto failed = arrange_descriptors(standard, program);
    if (failed.step) give_up(failed);

    const auto& order = start.received.order;
    const CageLimits limits{
        order.memory_bytes, order.file_bytes_max, (order.wall_ms + 999) / 1000 + 1};
    const Launch launch(start.program.name, order);
    failed = enter_cage(start.ground, limits, program_descriptor, start.program.readable);
    if (!failed.step) failed = launch.go();
    give_up(failed);
}

void collect(int descriptor, Verdict& verdict) {
    std::array<char, 4096> piece;
    for (;;) {
        const auto size = read(descriptor, piece.data(), piece.size());
        if (size <= 0) return;
        // The head is kept and the rest read away, so that the program never waits for us.
        const auto room = diagnostics_bytes_max - verdict.diagnostics_size;
        const auto kept = std::min(room, static_cast<std::size_t>(size));
        std::memcpy(verdict.diagnostics.data() + verdict.diagnostics_size, piece.data(), kept);
        verdict.diagnostics_size += static_cast<std::uint32_t>(kept);
    }
}

int milliseconds_until(Time deadline) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    return static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, 3'600'000));
}

/// Until the program ends, the time is over or the caller has gone.
void watch(int process, int diagnostics, int answer, Time deadline, Verdict& verdict) {
    std::array<pollfd, 3> events{
        pollfd{process, POLLIN, 0}, pollfd{diagnostics, POLLIN, 0}, pollfd{answer, 0, 0}};
    for (;;) {
        const int wait_ms = milliseconds_until(deadline);
        if (wait_ms == 0) {
            verdict.late = true;
            return;
        }
        if (poll(events.data(), events.size(), wait_ms) < 0 && errno != EINTR) return;
        if (events[0].revents != 0 || events[2].revents != 0) return;
        if (events[1].revents & POLLIN) collect(diagnostics, verdict);
        if (events[1].revents & POLLHUP) events[1].fd = -1;
    }
}

void end_group(pid_t process, Verdict& verdict) {
    // Before it is waited for: until then the number cannot belong to anybody else.
    kill(process, SIGKILL);
    kill(-process, SIGKILL);
    rusage usage{};
    while (wait4(process, &verdict.wait_status, 0, &usage) < 0 && errno == EINTR) continue;
    verdict.peak_memory_bytes = static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
    const auto milliseconds = [](const timeval& time) {
        return static_cast<std::uint64_t>(time.tv_sec * 1000 + time.tv_usec / 1000);
    };
    verdict.processor_ms = milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime);
}

void note_failed_setup(int setup, Verdict& verdict) {
    SetupReport report;
    if (read(setup, &report, sizeof report) != static_cast<ssize_t>(sizeof report)) return;
    verdict.setup_step = report.step;
    verdict.setup_errno = report.code;
}

void answer_with(int answer, const Verdict& verdict) {
    send(answer, &verdict, sizeof verdict, MSG_NOSIGNAL);
}

}  // namespace

void guard_cage(const CageGround& ground, const SandboxProgram& program, ReceivedOrder received) {
    const auto deadline =
        std::chrono::steady_clock::now() + std::chrono::milliseconds(received.order.wall_ms);
    std::signal(SIGCHLD, SIG_DFL);
    auto diagnostics = make_pipe();
    auto setup = make_pipe();
    Verdict verdict;
    const Start start{
        ground, program, received, diagnostics.write.get(), setup.write.get(), getpid()};
    const pid_t child = fork();
    if (child == 0) become_program(start);
    if (child < 0) {
        verdict.setup_errno = errno;
        return answer_with(received.descriptors.answer.get(), verdict);
    }
    diagnostics.write.reset();
    setup.write.reset();
    received.descriptors.output.reset();
    received.descriptors.input.reset();

    const Descriptor process(static_cast<int>(syscall(SYS_pidfd_open, child, 0)));
    const int answer = received.descriptors.answer.get();
    watch(process.get(), diagnostics.read.get(), answer, deadline, verdict);
    end_group(child, verdict);
    collect(diagnostics.read.get(), verdict);
    note_failed_setup(setup.read.get(), verdict);
    answer_with(answer, verdict);
}

}  // namespace fairfile::sandbox
