#include "infra/sandbox/clean_parent.hpp"

#include "infra/sandbox/cage.hpp"
#include "infra/sandbox/landlock.hpp"
#include "infra/sandbox/warden.hpp"
#include "infra/sandbox/wire.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>

namespace fairfile::sandbox {

namespace {

/// What the clean parent says first.
struct Greeting {
    CageGround ground;
    bool cage_holds = false;
    std::array<char, 32> failed_step{};
    int failed_code = 0;
};

void write_file(const char* path, const std::string& text) {
    const Descriptor file(open(path, O_WRONLY | O_CLOEXEC));
    if (file.is_open() && write(file.get(), text.data(), text.size()) < 0) return;
}

void map_user_to_nobody(uid_t user, gid_t group) {
    write_file("/proc/self/setgroups", "deny");
    write_file("/proc/self/uid_map", "65534 " + std::to_string(user) + " 1");
    write_file("/proc/self/gid_map", "65534 " + std::to_string(group) + " 1");
}

CageGround enter_namespaces() {
    CageGround ground;
    const uid_t user = geteuid();
    const gid_t group = getegid();
    constexpr int apart = CLONE_NEWNET | CLONE_NEWIPC;
    if (user == 0) {
        ground.network_namespace = unshare(apart) == 0;
        ground.user = CageUser::numbered;
    } else if (unshare(CLONE_NEWUSER | apart) == 0) {
        map_user_to_nobody(user, group);
        ground.user_namespace = true;
        ground.network_namespace = true;
    }
    ground.landlock_version = landlock_version();
    return ground;
}

/// Puts a whole cage on in a child and tells whether it held.
CageFailure try_cage(const CageGround& ground) {
    std::array<int, 2> ends{-1, -1};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) return {"pipe", errno};
    const Descriptor reading(ends[0]);
    Descriptor writing(ends[1]);
    const pid_t child = fork();
    if (child == 0) {
        const CageLimits limits{512 * mebibyte, 0, 5};
        const auto failed = enter_cage(ground, limits, -1, {});
        // A constant's address means the same in parent and child: one image.
        if (write(writing.get(), &failed, sizeof failed) < 0) _exit(1);
        _exit(0);
    }
    if (child < 0) return {"fork", errno};
    writing.reset();
    CageFailure failed{"trial", EPROTO};
    const auto size = read(reading.get(), &failed, sizeof failed);
    while (waitpid(child, nullptr, 0) < 0 && errno == EINTR) continue;
    if (size != static_cast<ssize_t>(sizeof failed)) return {"trial", EPROTO};
    return failed;
}

Greeting look_around() {
    Greeting greeting;
    greeting.ground = enter_namespaces();
    auto failed = try_cage(greeting.ground);
    if (failed.step && greeting.ground.user == CageUser::numbered) {
        // Inside some containers only the first 65,536 users exist.
        greeting.ground.user = CageUser::nobody;
        failed = try_cage(greeting.ground);
    }
    if (failed.step && greeting.ground.landlock_version > 0) {
        // Some containers hide the calls although the kernel has them.
        greeting.ground.landlock_version = 0;
        failed = try_cage(greeting.ground);
    }
    greeting.cage_holds = failed.step == nullptr;
    greeting.failed_code = failed.code;
    if (failed.step) {
        std::strncpy(greeting.failed_step.data(), failed.step, greeting.failed_step.size() - 1);
    }
    return greeting;
}

void serve_order(
    int socket,
    const CageGround& ground,
    const std::vector<SandboxProgram>& programs,
    ReceivedOrder received
) {
    if (received.order.program >= programs.size()) return;
    const pid_t warden = fork();
    if (warden != 0) return;  // a failed fork closes the answer, which the caller sees
    close(socket);
    guard_cage(ground, programs[received.order.program], std::move(received));
    _exit(0);
}

void ignore_signals() {
    // A terminal's Ctrl-C or a service manager's TERM reaches the whole group; this process ends
    // when its socket does, after the last document.
    for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGUSR1, SIGUSR2}) {
        std::signal(number, SIG_IGN);
    }
}

[[noreturn]] void live(int socket, const std::vector<SandboxProgram>& programs) {
    prctl(PR_SET_NAME, "fairfile-cages");
    ignore_signals();
    if (socket > 3) syscall(SYS_close_range, 3, socket - 1, 0);
    syscall(SYS_close_range, socket + 1, ~0U, 0);
    const auto greeting = look_around();
    send(socket, &greeting, sizeof greeting, MSG_NOSIGNAL);
    // Wardens are not waited for; the kernel forgets them.
    std::signal(SIGCHLD, SIG_IGN);
    for (;;) {
        ReceivedOrder received;
        const auto what = receive_order(socket, received);
        if (what == Received::closed) _exit(0);
        if (what == Received::order) {
            serve_order(socket, greeting.ground, programs, std::move(received));
        }
    }
}

Error cannot_start(std::string detail) {
    return Error{
        Failure::unavailable,
        "sandbox.start",
        "The protected reader could not be started on this machine.",
        std::move(detail)};
}

SandboxLayers layers_of(const CageGround& ground) {
    SandboxLayers layers;
    layers.system_call_filter = true;
    layers.limits = true;
    layers.network_namespace = ground.network_namespace;
    layers.user_namespace = ground.user_namespace;
    layers.own_user = ground.user != CageUser::unchanged;
    layers.landlock_version = ground.landlock_version;
    return layers;
}

}  // namespace

Result<CleanParent> start_clean_parent(const std::vector<SandboxProgram>& programs) {
    std::array<int, 2> ends{-1, -1};
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) {
        return cannot_start("socketpair: " + std::string(std::strerror(errno)));
    }
    Descriptor ours(ends[0]);
    Descriptor theirs(ends[1]);
    const pid_t child = fork();
    if (child < 0) return cannot_start("fork: " + std::string(std::strerror(errno)));
    if (child == 0) {
        ours.reset();
        live(theirs.release(), programs);
    }
    theirs.reset();
    Greeting greeting;
    if (recv(ours.get(), &greeting, sizeof greeting, 0) != static_cast<ssize_t>(sizeof greeting)) {
        return cannot_start("the clean parent ended at once");
    }
    if (!greeting.cage_holds) {
        return cannot_start(
            std::string(greeting.failed_step.data()) + ": " + std::strerror(greeting.failed_code)
        );
    }
    return CleanParent{std::move(ours), layers_of(greeting.ground)};
}

}  // namespace fairfile::sandbox
