// Text that must not be printed: keys, passwords, social security and account numbers. It has no
// print operator; whoever needs the text says so with reveal().
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace fairfile {

class Secret {
  public:
    Secret() = default;
    explicit Secret(std::string text) : text_(std::move(text)) {}

    std::string_view reveal() const { return text_; }
    bool empty() const { return text_.empty(); }

  private:
    std::string text_;
};

}  // namespace fairfile
