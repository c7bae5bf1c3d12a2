#include "features/synthetic/rehearsal/documents.hpp"

#include "features/synthetic/dice.hpp"
#include "features/synthetic/synthetic.hpp"

#include <algorithm>

namespace fairfile::synthetic {

namespace {

constexpr int drawn_count = 20;
constexpr std::string_view end_mark = "startxref";

/// Does not compress, like the pictures that make real files big; a PDF comment has one line.
std::string noise(Dice dice, std::size_t bytes) {
    constexpr std::string_view letters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text(bytes, ' ');
    for (auto& letter : text) letter = letters[dice.next() % letters.size()];
    return text;
}

}  // namespace

Documents::Documents(std::uint64_t seed, std::size_t bytes)
    : padding_(noise(Dice(seed), bytes)), bytes_(bytes) {
    const ReportOrder order{.seed = seed, .count = drawn_count};
    for (int index = 0; index < drawn_count; ++index) {
        auto report = draw_report(order, index);
        if (report && report->ending == "pdf") drawn_.push_back(std::move(report->document));
    }
}

std::string Documents::next() {
    std::string file = drawn_[given_ % drawn_.size()];
    // A reader begins at the end of the file: what says where the contents are comes again.
    const auto ending = "\n" + file.substr(file.rfind(end_mark));
    file += "\n%" + std::to_string(++given_) + " ";
    const auto taken = file.size() + ending.size();
    if (taken < bytes_) file.append(padding_, 0, bytes_ - taken);
    return file + ending;
}

}  // namespace fairfile::synthetic
