#include "app/child_process.hpp"

#include "app/cage.hpp"
#include "app/signals.hpp"

#include <csignal>
#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace fairfile::app {

namespace {

constexpr int cannot_execute = 127;

void say_into(const std::string& path) {
    if (path.empty()) return;
    constexpr mode_t for_the_owner = 0600;
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, for_the_owner);
    if (file < 0) ::_exit(cannot_execute);
    ::dup2(file, STDOUT_FILENO);
    ::dup2(file, STDERR_FILENO);
}

[[noreturn]] void become(const ChildCommand& command, const std::string& program) {
    // If `up` is killed, its roles get a proper end.
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    release_signals();
    say_into(command.output);
    for (const auto& [name, value] : command.environment) {
        ::setenv(name.c_str(), value.c_str(), 1);
    }
    std::vector<char*> arguments;
    arguments.push_back(const_cast<char*>(program.c_str()));
    for (const auto& argument : command.arguments) {
        arguments.push_back(const_cast<char*>(argument.c_str()));
    }
    arguments.push_back(nullptr);
    ::execv(program.c_str(), arguments.data());
    ::_exit(cannot_execute);
}

}  // namespace

void nap() {
    constexpr long hundredth = 10'000'000;
    const timespec time{0, hundredth};
    ::nanosleep(&time, nullptr);
}

pid_t start_child(const ChildCommand& command) {
    const auto program = own_program();
    const pid_t child = ::fork();
    if (child == 0) become(command, program);
    return child;
}

bool has_ended(pid_t child) {
    int status = 0;
    return ::waitpid(child, &status, WNOHANG) == child;
}

void end_child(pid_t child, int patience_seconds) {
    if (child <= 0) return;
    ::kill(child, SIGTERM);
    constexpr int naps_a_second = 100;
    for (int waited = 0; waited < patience_seconds * naps_a_second; ++waited) {
        if (has_ended(child)) return;
        nap();
    }
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
}

}  // namespace fairfile::app
