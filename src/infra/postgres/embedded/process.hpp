// Starting a program as another user with a bare environment. Internal to this module.
#pragma once

#include "infra/postgres/embedded/os_user.hpp"

#include <filesystem>
#include <string>
#include <sys/types.h>
#include <vector>

namespace fairfile::postgres::embedded {

struct Program {
    std::filesystem::path path;
    std::vector<std::string> arguments = {};
    OsUser user = {};
    /// Where its output goes; nowhere when empty.
    std::filesystem::path output = {};
    /// What it gets when the thread that started it ends; 0 for nothing.
    int signal_on_our_death = 0;
};

/// The process id, or -1. The program leads a process group of its own: a terminal's Ctrl-C is for
/// us, who then stop it in order.
pid_t start_program(const Program& program);

/// Its exit status, -1 when it did not run or end by itself. Blocks.
int run_program(const Program& program);
int wait_for_exit(pid_t process);

}  // namespace fairfile::postgres::embedded
