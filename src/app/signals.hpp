// Signals as something to wait for. Blocked before any thread starts, so that no thread is hit.
#pragma once

namespace fairfile::app {

/// SIGTERM, SIGINT and SIGHUP wait to be asked for; SIGPIPE is ignored. Call first in a role.
void hold_signals();

/// Waits for one of them.
int wait_for_signal();

/// What a child must undo before it executes another program.
void release_signals();

}  // namespace fairfile::app
