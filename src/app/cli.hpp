// The command line: subcommands, their options and their help.
#pragma once

namespace fairfile::app {

/// Parses, runs the command, gives the exit status. Wrong use is 2.
int run_command_line(int count, char** arguments);

}  // namespace fairfile::app
