#include "app/cli.hpp"
#include "infra/ocr/straighten.hpp"

#include <string_view>

int main(int count, char** arguments) {
    // The caged reader's own mode: no command, no settings, nothing but its two pipes.
    if (count >= 2 && std::string_view(arguments[1]) == "reader") {
        return fairfile::ocr::straighten_main(count - 2, arguments + 2);
    }
    return fairfile::app::run_command_line(count, arguments);
}
