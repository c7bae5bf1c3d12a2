#include "infra/postgres/embedded/process.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <grp.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace fairfile::postgres::embedded {

namespace {

constexpr int not_run = 127;

/// Everything the child needs, made before the fork: afterwards only system calls are safe.
struct Prepared {
    std::vector<char*> arguments;
    std::array<char*, 4> environment;
    int output = -1;
    pid_t parent = 0;
};

bool drop_to(const OsUser& user) {
    if (geteuid() == user.uid) return true;
    return setgroups(0, nullptr) == 0 && setgid(user.gid) == 0 && setuid(user.uid) == 0;
}

void reset_signals() {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    struct sigaction plain {};
    plain.sa_handler = SIG_DFL;
    for (int number = 1; number < NSIG; ++number) sigaction(number, &plain, nullptr);
}

[[noreturn]] void become(const Program& program, const Prepared& prepared) {
    setpgid(0, 0);
    reset_signals();
    umask(077);
    const int nothing = open("/dev/null", O_RDWR);
    const int output = prepared.output >= 0 ? prepared.output : nothing;
    dup2(nothing, 0);
    dup2(output, 1);
    dup2(output, 2);
    close_range(3, ~0U, 0);
    if (chdir("/") != 0 || !drop_to(program.user)) _exit(not_run);
    // After the change of user, which clears it; and our death may have come first.
    prctl(PR_SET_PDEATHSIG, program.signal_on_our_death);
    if (getppid() != prepared.parent) _exit(not_run);
    execve(program.path.c_str(), prepared.arguments.data(), prepared.environment.data());
    _exit(not_run);
}

}  // namespace

pid_t start_program(const Program& program) {
    // Not our environment: it may hold secrets, and PG* variables would lead astray.
    static char path[] = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    static char locale[] = "LC_ALL=C.UTF-8";
    static char zone[] = "TZ=UTC";
    auto texts = program.arguments;
    texts.insert(texts.begin(), program.path.string());
    Prepared prepared{.arguments = {}, .environment = {path, locale, zone, nullptr}};
    for (auto& text : texts) prepared.arguments.push_back(text.data());
    prepared.arguments.push_back(nullptr);
    if (!program.output.empty()) {
        constexpr int mode = 0600;
        prepared.output =
            open(program.output.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, mode);
    }
    prepared.parent = getpid();
    const pid_t process = fork();
    if (process == 0) become(program, prepared);
    if (prepared.output >= 0) close(prepared.output);
    return process;
}

int wait_for_exit(pid_t process) {
    int status = 0;
    while (waitpid(process, &status, 0) < 0) {
        if (errno != EINTR) return -1;
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int run_program(const Program& program) {
    const pid_t process = start_program(program);
    return process < 0 ? -1 : wait_for_exit(process);
}

}  // namespace fairfile::postgres::embedded
