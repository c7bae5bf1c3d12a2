// One process per run: starts the cage, watches the clock and the caller, collects the verdict.
#pragma once

#include "infra/sandbox/cage.hpp"
#include "infra/sandbox/sandbox.hpp"
#include "infra/sandbox/wire.hpp"

namespace fairfile::sandbox {

/// The caller closing its end of `answer` ends the cage at once.
void guard_cage(const CageGround& ground, const SandboxProgram& program, ReceivedOrder received);

}  // namespace fairfile::sandbox
