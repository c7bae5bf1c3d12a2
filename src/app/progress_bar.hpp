// One line on standard error that shows how far long work is; nothing when that is no terminal.
#pragma once

#include <string_view>

namespace fairfile::app {

class ProgressBar {
  public:
    ProgressBar();
    ~ProgressBar() { end(); }
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

    /// `share` from 0 to 1; `words` say what is being done.
    void show(double share, std::string_view words);
    /// Takes the line away.
    void end();

  private:
    bool on_terminal_;
    bool shown_ = false;
};

}  // namespace fairfile::app
