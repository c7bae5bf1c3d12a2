// Text that must not be printed: keys, passwords, social security and account numbers. It has no
// print operator; whoever needs the text says so with reveal(). Its memory is wiped when it goes.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace fairfile {

class Secret {
  public:
    Secret() = default;
    explicit Secret(std::string text) : text_(std::move(text)) {}
    Secret(const Secret&) = default;
    Secret(Secret&& other) noexcept : text_(std::move(other.text_)) { other.wipe(); }
    Secret& operator=(Secret other) noexcept {
        text_.swap(other.text_);
        return *this;
    }
    ~Secret() { wipe(); }

    std::string_view reveal() const { return text_; }
    bool empty() const { return text_.empty(); }

  private:
    void wipe() {
        // The buffer as a whole: a short text stays behind in its object when it is moved from.
        text_.resize(text_.capacity());
        for (volatile char& character : text_) character = '\0';
        text_.clear();
    }

    std::string text_;
};

}  // namespace fairfile
