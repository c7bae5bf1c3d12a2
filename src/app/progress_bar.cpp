#include "app/progress_bar.hpp"

#include <algorithm>
#include <cstdio>
#include <string>
#include <unistd.h>

namespace fairfile::app {

namespace {

constexpr int bar_width = 30;
constexpr std::string_view line_start = "\r\033[K";

}  // namespace

ProgressBar::ProgressBar() : on_terminal_(::isatty(STDERR_FILENO) == 1) {}

void ProgressBar::show(double share, std::string_view words) {
    if (!on_terminal_) return;
    const int filled = static_cast<int>(std::clamp(share, 0.0, 1.0) * bar_width);
    std::string line(line_start);
    line += '[' + std::string(static_cast<std::size_t>(filled), '#') +
            std::string(static_cast<std::size_t>(bar_width - filled), ' ') + "] ";
    line += std::to_string(static_cast<int>(share * 100)) + "% ";
    line += words;
    std::fwrite(line.data(), 1, line.size(), stderr);
    shown_ = true;
}

void ProgressBar::end() {
    if (shown_) std::fwrite(line_start.data(), 1, line_start.size(), stderr);
    shown_ = false;
}

}  // namespace fairfile::app
