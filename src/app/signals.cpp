#include "app/signals.hpp"

#include <csignal>

namespace fairfile::app {

namespace {

sigset_t held_signals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGHUP);
    return set;
}

}  // namespace

void hold_signals() {
    const auto set = held_signals();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
}

int wait_for_signal() {
    const auto set = held_signals();
    int signal = 0;
    while (sigwait(&set, &signal) != 0) continue;
    return signal;
}

void release_signals() {
    const auto set = held_signals();
    pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
    std::signal(SIGPIPE, SIG_DFL);
}

}  // namespace fairfile::app
