#include "app/output.hpp"

#include <algorithm>
#include <cstdio>
#include <unistd.h>

namespace fairfile::app {

namespace {

/// Characters as a terminal counts them: bytes that do not continue a UTF-8 sequence.
std::size_t width_of(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xc0) != 0x80;
    }));
}

}  // namespace

void say(std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
}

void say_line(std::string_view text) {
    std::string line(text);
    line.push_back('\n');
    say(line);
}

int complain(std::string_view text, ExitStatus status) {
    std::string line = "fairfile: ";
    line += text;
    line.push_back('\n');
    std::fwrite(line.data(), 1, line.size(), stderr);
    return status;
}

int complain(const Error& error, ExitStatus status) {
    std::string text = error.message;
    if (!error.detail.empty()) text += " (" + error.detail + ")";
    return complain(text, status);
}

bool output_is_terminal() {
    return ::isatty(STDOUT_FILENO) == 1;
}

std::string table(const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::size_t> widths;
    for (const auto& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t column = 0; column < row.size(); ++column) {
            widths[column] = std::max(widths[column], width_of(row[column]));
        }
    }
    std::string text;
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t column = 0; column < row.size(); ++column) {
            line += row[column];
            const bool is_last = column + 1 == row.size();
            if (!is_last) line.append(widths[column] - width_of(row[column]) + 2, ' ');
        }
        text += line + "\n";
    }
    return text;
}

}  // namespace fairfile::app
