// What a child process does to itself between fork and the program: sessions, limits, user, file
// fence and system-call filter. Every step either holds or the program is not started.
#pragma once

#include "infra/sandbox/wire.hpp"

#include <cstdint>
#include <string>
#include <sys/types.h>
#include <vector>

namespace fairfile::sandbox {

/// Which user a cage runs as: the server's own, one made of the process number, or nobody.
enum class CageUser { unchanged, numbered, nobody };

/// What the clean parent found out about the machine.
struct CageGround {
    bool network_namespace = false;
    bool user_namespace = false;
    CageUser user = CageUser::unchanged;
    int landlock_version = 0;
};

struct CageLimits {
    std::uint64_t memory_bytes = 0;
    std::uint64_t file_bytes_max = 0;
    std::uint64_t processor_seconds = 0;
};

struct CageFailure {
    const char* step = nullptr;  // null: all layers are on
    int code = 0;
};

/// Everything up to and including the system-call filter. `program` is the descriptor of the
/// program file, `readable` what it may read.
CageFailure enter_cage(
    const CageGround& ground,
    const CageLimits& limits,
    int program,
    const std::vector<std::string>& readable
);

/// The program's words, made ready before the memory limit falls.
class Launch {
  public:
    Launch(const std::string& name, const Order& order);

    /// Starts the program behind `program_descriptor`; returns only on failure. Needs no memory.
    CageFailure go() const;

  private:
    std::vector<std::string> words_;
    std::vector<char*> arguments_;
    std::vector<char*> environment_;
};

}  // namespace fairfile::sandbox
