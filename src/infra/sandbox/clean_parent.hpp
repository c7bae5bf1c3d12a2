// The small process that every cage is forked from. It is made before the program has threads and
// before it has grown, keeps no descriptor but its socket, and ends when the program does.
#pragma once

#include "infra/sandbox/descriptor.hpp"
#include "infra/sandbox/sandbox.hpp"

#include <optional>

namespace fairfile::sandbox {

struct CleanParent {
    Descriptor socket;
    SandboxLayers layers;
};

Result<CleanParent> start_clean_parent(const std::vector<SandboxProgram>& programs);

}  // namespace fairfile::sandbox
