#include "features/reading/engine/assemble.hpp"

#include "base/text.hpp"
#include "features/reading/engine/account_history.hpp"
#include "features/reading/engine/linking.hpp"
#include "features/reading/engine/negative.hpp"
#include "features/reading/engine/other_items.hpp"
#include "features/reading/meaning/phrase.hpp"
#include "features/reading/meaning/values.hpp"

#include <algorithm>

namespace fairfile::reading {
namespace {

constexpr std::size_t questions_max = 200;

struct OpenQuestion {
    std::string creditor;
    std::optional<Bureau> bureau;
    std::optional<std::string> number;
    Question question;
};

bool tells(const RawEntry& entry) {
    if (!entry.histories.empty()) return true;
    for (const auto& [field, cells] : entry.cells) {
        if (field == Field::unknown || field == Field::ignored) continue;
        for (const auto& cell : cells) {
            if (!is_nothing(cell.text)) return true;
        }
    }
    return false;
}

/// "All Bureaus", "TransUnion, Experian".
std::vector<Bureau> bureaus_named(const RawItem& item) {
    std::vector<Bureau> named;
    const auto cells = item.common.cells.find(Field::bureau);
    if (cells == item.common.cells.end()) return named;
    for (const auto& cell : cells->second) {
        const auto phrase = normalised(cell.text);
        for (const auto bureau : all_bureaus) {
            const bool all = has_phrase(phrase, "all") || has_phrase(phrase, "all three");
            const auto name = normalised(to_string(bureau));
            if (all || has_phrase(phrase, name)) named.push_back(bureau);
        }
        if (!named.empty()) continue;
        if (const auto bureau = bureau_of_abbreviation(cell.text)) named.push_back(*bureau);
    }
    return named;
}

bool is_account(const RawItem& item) {
    std::size_t facts = item.common.histories.size();
    bool named = false;
    const auto count = [&](const RawEntry& entry) {
        for (const auto& [field, cells] : entry.cells) {
            if (field == Field::heading || field == Field::creditor) named = true;
            const bool fact = !contract_name(field).empty() || field == Field::status;
            facts += fact ? cells.size() : 0;
        }
        facts += entry.histories.size();
    };
    count(item.common);
    for (const auto& entry : item.at) count(entry);
    return facts >= (named ? 2U : 3U);
}

std::vector<BureauAccount> entries_of(const RawItem& item) {
    std::vector<BureauAccount> accounts;
    static const RawEntry nothing;
    const auto named = bureaus_named(item);
    for (const auto bureau : all_bureaus) {
        const auto& own = item.at[index_of(bureau)];
        const bool listed = std::find(named.begin(), named.end(), bureau) != named.end();
        const bool silent = !own.empty() && !tells(own);
        if (silent || !(tells(own) || listed)) continue;
        accounts.push_back({bureau, &own, type_account(own, item)});
    }
    const bool spoken_of = std::any_of(item.at.begin(), item.at.end(), [](const RawEntry& entry) {
        return !entry.empty();
    });
    if (accounts.empty() && !spoken_of && tells(item.common)) {
        std::optional<Bureau> only;
        for (const auto bureau : all_bureaus) {
            if (item.listed[index_of(bureau)]) only = bureau;
        }
        accounts.push_back({only, &nothing, type_account(nothing, item)});
    }
    return accounts;
}

double confidence_of(const Tradeline& line) {
    double least = 0.99;
    for (const auto& [field, evidence] : line.evidence) {
        if (field != "payment_history") least = std::min(least, evidence.confidence);
    }
    return line.creditor ? least : least * 0.7;
}

void add_warnings(CreditReport& report, const std::vector<std::string>& warnings) {
    for (const auto& warning : warnings) {
        const auto known = std::find(report.warnings.begin(), report.warnings.end(), warning);
        if (known == report.warnings.end()) report.warnings.push_back(warning);
    }
}

AccountGroup group_of(
    const RawItem& item, CreditReport& report, std::vector<OpenQuestion>& questions
) {
    AccountGroup group;
    auto accounts = entries_of(item);
    give_histories(item, accounts);
    for (auto& account : accounts) {
        auto& line = account.typed.line;
        line.bureau = account.bureau;
        line.confidence = confidence_of(line);
        if (!account.typed.questions.empty()) line.confidence = std::min(line.confidence, 0.8);
        judge(line, {account.typed.undated, account.typed.before, account.typed.was_late});
        add_warnings(report, account.typed.warnings);
        for (auto& question : account.typed.questions) {
            questions.push_back(
                {line.creditor.value_or(""), line.bureau, line.account_number, std::move(question)}
            );
        }
        group.push_back(std::move(line));
    }
    return group;
}

void place_accounts(CreditReport& report, std::vector<AccountGroup> groups) {
    int account = 0;
    for (auto& group : groups) {
        if (group.empty()) continue;
        ++account;
        std::stable_sort(group.begin(), group.end(), [](const Tradeline& a, const Tradeline& b) {
            return a.bureau < b.bureau;
        });
        for (auto& line : group) {
            line.account = account;
            report.tradelines.push_back(std::move(line));
        }
    }
}

/// A question keeps its place by whose it is; two indistinguishable entries share the first place.
void place_questions(CreditReport& report, std::vector<OpenQuestion> open) {
    for (auto& one : open) {
        if (report.questions.size() >= questions_max) break;
        for (std::size_t i = 0; i < report.tradelines.size(); ++i) {
            const auto& line = report.tradelines[i];
            const bool same = line.bureau == one.bureau &&
                              line.creditor.value_or("") == one.creditor &&
                              line.account_number == one.number;
            if (!same) continue;
            one.question.about = to_string(FactPlace{"tradelines", i, one.question.about});
            report.questions.push_back(std::move(one.question));
            break;
        }
    }
}

void read_head(CreditReport& report, const RawEntry& head) {
    const auto dates = head.cells.find(Field::report_date);
    if (dates != head.cells.end()) {
        for (const auto& cell : dates->second) {
            // "12/20/2025 10:15 AM": the day is what counts.
            const auto first = std::string_view(cell.text).substr(0, cell.text.find(' '));
            auto date = parse_date(cell.text);
            if (!date) date = parse_date(first);
            if (date && date->has_month() && !report.report_date) report.report_date = date;
        }
    }
    const auto references = head.cells.find(Field::reference);
    if (references == head.cells.end()) return;
    for (const auto& cell : references->second) {
        if (!report.reference && !is_nothing(cell.text)) report.reference = cell.text;
    }
}

/// A bureau's own report names its reader only above all sections.
void name_from_head(CreditReport& report, const RawReport& raw) {
    const auto names = raw.head.cells.find(Field::name);
    if (names == raw.head.cells.end() || is_nothing(names->second.front().text)) return;
    ConsumerBlock block;
    block.bureau = raw.only_bureau;
    block.name = collapse_spaces(names->second.front().text);
    report.consumers.push_back(std::move(block));
}

}  // namespace

CreditReport assemble(const RawReport& raw) {
    CreditReport report;
    report.kind = DocumentKind::credit_report;
    report.warnings = raw.warnings;
    read_head(report, raw.head);
    report.consumers = consumers_of(raw.persons);
    if (report.consumers.empty()) name_from_head(report, raw);
    for (const auto& score : raw.scores) {
        report.scores.push_back({score.bureau, score.model, score.value, report.report_date});
    }
    std::vector<AccountGroup> groups;
    std::vector<OpenQuestion> questions;
    for (const auto& item : raw.accounts) {
        if (is_account(item)) groups.push_back(group_of(item, report, questions));
    }
    place_accounts(report, linked(std::move(groups)));
    place_questions(report, std::move(questions));
    report.public_records = public_records_of(raw.records);
    report.inquiries = inquiries_of(raw.inquiries);
    report.verdict = report.questions.empty() ? Verdict::accepted : Verdict::needs_review;
    return report;
}

}  // namespace fairfile::reading
