// A role of this program as a child of `up`: started again when it dies, ended when `up` ends.
#pragma once

#include <string>
#include <sys/types.h>
#include <utility>
#include <vector>

namespace fairfile::app {

struct ChildCommand {
    std::vector<std::string> arguments;  // the role and its options
    std::vector<std::pair<std::string, std::string>> environment;
    std::string output = {};  // file for what it says; empty: where this program says it
};

/// -1 when it cannot be started.
pid_t start_child(const ChildCommand& command);

/// True when the child has ended; it is then reaped.
bool has_ended(pid_t child);

/// Waits a hundredth of a second.
void nap();

/// SIGTERM, then SIGKILL after `patience_seconds`.
void end_child(pid_t child, int patience_seconds);

}  // namespace fairfile::app
