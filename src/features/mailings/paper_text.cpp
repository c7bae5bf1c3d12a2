#include "features/mailings/paper_text.hpp"

#include "base/dates.hpp"
#include "features/clocks/clocks.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/crypto/encoding.hpp"

#include <algorithm>
#include <utility>

namespace fairfile::mailings {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::sys_days;
using std::chrono::system_clock;

constexpr int business_days_to_cancel = 3;
// A day ends last in American Samoa (UTC-11). In Guam (UTC+10) it may have begun when the contract
// was signed and UTC's had not: a day later there ends at 14 h UTC. One number serves both.
constexpr hours ends_everywhere{14};

void replace_all(std::string& text, std::string_view what, std::string_view by) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
        text.replace(at, what.size(), by);
    }
}

std::string long_date(sys_days day) {
    return in_words(to_date(day));
}

std::string price_list(const ServiceTerms& terms) {
    std::string text;
    for (std::size_t index = 0; index < mail_classes.size(); ++index) {
        if (index > 0) text += "; ";
        text += std::string(mail_classes[index].title) + ": " + dollars(terms.prices[index]) +
                " a letter";
    }
    return text + ", postage included";
}

}  // namespace

std::string dollars(std::int64_t cents) {
    auto rest = std::to_string(cents % 100);
    if (rest.size() < 2) rest.insert(0, 1, '0');
    return "$" + std::to_string(cents / 100) + "." + rest;
}

std::string PaperText::digest() const {
    crypto::Sha256 hash;
    hash.add(text);
    hash.add(attachment);
    return crypto::to_hex(crypto::view(hash.finish()));
}

sys_days last_day_to_cancel(system_clock::time_point signed_at) {
    return clocks::business_days_after(
        std::chrono::floor<days>(signed_at), business_days_to_cancel
    );
}

system_clock::time_point opens_at(sys_days services_from) {
    return services_from + ends_everywhere;
}

void fill_in(PaperText& paper, const ServiceTerms& terms, system_clock::time_point now) {
    const auto cancel_by = last_day_to_cancel(now);
    const auto dearest = *std::max_element(terms.prices.begin(), terms.prices.end());
    const std::pair<std::string_view, std::string> values[] = {
        {"{{date}}", long_date(std::chrono::floor<days>(now))},
        {"{{company}}", terms.company},
        {"{{company_address}}", terms.address},
        {"{{prices}}", price_list(terms)},
        {"{{letters_max}}", std::to_string(terms.letters_max)},
        {"{{total_max}}", dollars(dearest * terms.letters_max)},
        {"{{services_from}}", long_date(cancel_by + days{1})},
        {"{{cancel_by}}", long_date(cancel_by)},
    };
    for (const auto& [name, value] : values) {
        replace_all(paper.text, name, value);
        replace_all(paper.attachment, name, value);
    }
}

}  // namespace fairfile::mailings
