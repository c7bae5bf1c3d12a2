// Bytes become pages of words with any boxes whatever; reading them must neither crash nor hang,
// and must keep its promises.
#include "features/reading/reading.hpp"

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>

namespace {

using fairfile::DocumentOfWords;
using fairfile::Word;

class Bytes {
  public:
    Bytes(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}

    bool empty() const { return at_ >= size_; }
    std::uint8_t next() { return empty() ? std::uint8_t{0} : data_[at_++]; }

    double coordinate(bool wild) {
        if (!wild) return static_cast<double>(next()) * 3;
        double value = 0;
        std::uint8_t raw[sizeof value] = {};
        for (auto& byte : raw) byte = next();
        std::memcpy(&value, raw, sizeof value);
        return value;
    }

    std::string word() {
        static const char* const known[] = {
            "TransUnion", "Experian",   "Equifax", "Account",   "#:",   "Balance:", "Status:",
            "|",          "Payment",    "History", "OK",        "30",   "CO",       "$1,250",
            "01/15/2020", "Creditor",   "Type",    "Inquiries", "Date", "CREDIT",   "ACCOUNTS",
            "1.",         "Public",     "Records", "Month",     "Dec",  "2025",     "----",
            "Comments:",  "Collection", "Score",   "725"};
        const auto choice = next();
        if (choice < 200) return known[choice % (sizeof known / sizeof *known)];
        std::string text;
        for (int i = choice % 12; i >= 0; --i) text += static_cast<char>(next());
        return text;
    }

  private:
    const std::uint8_t* data_;
    std::size_t size_;
    std::size_t at_ = 0;
};

DocumentOfWords document_of(Bytes bytes) {
    DocumentOfWords document;
    document.pages.emplace_back();
    const bool wild = bytes.next() == 0xFF;
    document.truncated = (bytes.next() & 1) != 0;
    while (!bytes.empty()) {
        auto& page = document.pages.back();
        page.number = static_cast<int>(document.pages.size());
        Word word;
        word.box.left = bytes.coordinate(wild);
        word.box.top = bytes.coordinate(wild);
        word.text = bytes.word();
        word.box.right = word.box.left + 5.0 * static_cast<double>(word.text.size());
        word.box.bottom = word.box.top + 9;
        if (word.text == "\f") document.pages.emplace_back();
        document.pages.back().words.push_back(std::move(word));
    }
    return document;
}

void require(bool truth) {
    if (!truth) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto reports = fairfile::reading::read_document(document_of({data, size}));
    require(!reports.empty());
    for (const auto& report : reports) {
        const bool is_refused = report.verdict == fairfile::reading::Verdict::refused;
        require(is_refused == report.reason.has_value());
    }
    require(!to_json(reports).empty());
    return 0;
}
