#include "features/tradelines/fact_rows.hpp"
#include "features/tradelines/tradeline_store.hpp"
#include "features/tradelines/tradelines.hpp"

namespace fairfile::tradelines {

std::vector<postgres::Call> replace_facts(
    const ReportFacts& facts, const FactKeys& keys, const Clock& clock
) {
    const auto rows = make_rows(facts, keys, clock);
    std::vector<postgres::Call> calls;
    for (const auto* statement : deletions()) {
        postgres::Call call{statement};
        call.parameters.add(facts.user).add(facts.report);
        calls.push_back(std::move(call));
    }
    const std::pair<const postgres::Statement*, const std::string*> insertions[] = {
        {&insert_tradelines, &rows.tradelines},
        {&insert_public_records, &rows.public_records},
        {&insert_inquiries, &rows.inquiries},
        {&insert_consumers, &rows.consumers},
        {&insert_findings, &rows.findings},
    };
    for (const auto& [statement, json] : insertions) {
        postgres::Call call{statement};
        call.parameters.add(facts.user).add(facts.report).add(std::string_view(*json));
        calls.push_back(std::move(call));
    }
    const std::pair<const postgres::Statement*, const std::string*> children[] = {
        {&insert_evidence, &rows.evidence},
        {&insert_finding_tradelines, &rows.finding_tradelines},
        {&insert_finding_public_records, &rows.finding_public_records},
    };
    for (const auto& [statement, json] : children) {
        postgres::Call call{statement};
        call.parameters.add(facts.user).add(std::string_view(*json));
        calls.push_back(std::move(call));
    }
    return calls;
}

}  // namespace fairfile::tradelines
