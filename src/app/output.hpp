// The one place where a command speaks to the terminal or the pipe it was started in.
#pragma once

#include "base/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace fairfile::app {

/// What a command ends with.
enum ExitStatus : int {
    exit_done = 0,
    exit_no = 1,         // the answer is no: refused, limits missed
    exit_wrong_use = 2,  // wrong arguments or settings
    exit_missing = 3,    // something that it needs is not there
};

void say(std::string_view text);
void say_line(std::string_view text);
/// One line on standard error that says what to do; gives `status` back.
int complain(std::string_view text, ExitStatus status);
int complain(const Error& error, ExitStatus status);

bool output_is_terminal();

/// Columns padded to their widest cell; the first row is the heading.
std::string table(const std::vector<std::vector<std::string>>& rows);

}  // namespace fairfile::app
