// Shared by the rule files of this slice.
#pragma once

#include "features/findings/findings.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fairfile::findings {

/// What a rule becomes on its way through the bureaus; kept as data so that it can be corrected
/// without touching a rule.
struct RuleRow {
    std::string_view id;
    std::string_view citation;
    std::string_view eoscar;
    std::string_view transunion;
};

const RuleRow& rule_row(std::string_view id);

class Collector {
  public:
    Collector(const reading::CreditReport& report, std::optional<PartialDate> as_of);

    const reading::CreditReport& report;
    std::optional<std::chrono::sys_days> today;

    /// A finding about one tradeline; `fields` are the contract names it stands on.
    void about(
        std::string_view rule,
        std::size_t line,
        std::string fact,
        std::initializer_list<std::string_view> fields
    );
    void about_several(
        std::string_view rule,
        std::vector<std::size_t> lines,
        std::string fact,
        std::string_view field
    );
    void about_record(std::string_view rule, std::size_t record, std::string fact);

    std::vector<reading::Finding> take() { return std::move(found_); }

  private:
    reading::Finding start(std::string_view rule, std::string fact) const;

    std::optional<PartialDate> as_of_;
    std::vector<reading::Finding> found_;
};

/// "$1,250.00"
std::string dollars(Money money);
std::string bureau_name(const reading::Tradeline& line);

void find_obsolete(Collector& collector);
void find_contradictions(Collector& collector);
void find_metro2_contradictions(Collector& collector);
void find_cross_bureau(Collector& collector);
void find_medical(Collector& collector);

}  // namespace fairfile::findings
