// The cage with the programs that may read documents in it. Before any thread is started.
#pragma once

#include "infra/sandbox/sandbox.hpp"

namespace fairfile::app {

Result<sandbox::Sandbox> start_cage();

/// This program's own file, for the reader's mode and for child roles.
std::string own_program();

}  // namespace fairfile::app
