// What a person can do next about one item at one bureau: one clear sentence, the law it stands on
// and the letter that does it. Pure; rows, so that a lawyer can correct them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace fairfile::disputes {

struct StepFacts {
    std::string_view bureau;
    std::string_view status;
    bool is_reinserted = false;
    bool is_mailed = false;
    bool is_delivered = false;
    std::string_view due = {};  // empty when no clock runs
};

struct NextStep {
    std::string text;
    std::string_view law;     // empty where no law is needed
    std::string_view letter;  // a kind of letter, or empty
};

NextStep next_step(const StepFacts& facts);

}  // namespace fairfile::disputes
