// The kernel's own fence around files (Landlock, Linux 5.13 and later): reading below the named
// paths, executing the named files, nothing else; from version 4 no TCP, from 6 no signals out.
#pragma once

#include <string>
#include <vector>

namespace fairfile::sandbox {

/// What this kernel offers; 0 is nothing.
int landlock_version();

struct Fence {
    std::vector<std::string> readable;
    std::vector<std::string> executable;
    int program_descriptor = -1;  // may be read and executed
};

/// For the calling process. Returns 0 or an errno; paths that do not exist are passed over.
int put_fence(const Fence& fence, int version);

}  // namespace fairfile::sandbox
