#include "base/text.hpp"
#include "features/reading/machine/readers.hpp"
#include "features/reading/machine/xml.hpp"

namespace fairfile::reading {
namespace {

/// Elements of real documents nest about a dozen deep.
constexpr std::size_t bytes_max = 64U << 20;

std::string_view without_bom(std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    while (!bytes.empty() && is_space(bytes.front())) bytes.remove_prefix(1);
    return bytes;
}

bool has(std::string_view bytes, std::string_view word) {
    return bytes.find(word) != std::string_view::npos;
}

MachineFormat format_of_xml(std::string_view bytes) {
    const auto start = bytes.substr(0, 8192);
    if (has(start, "TrueLinkCreditReportType")) return MachineFormat::transunion_truelink;
    if (has(start, "CREDIT_RESPONSE") || has(start, "RESPONSE_GROUP")) return MachineFormat::mismo;
    if (!has(start, "creditBureau")) return MachineFormat::none;
    return has(bytes, "disclosureCoverInfo") ? MachineFormat::transunion_investigation
                                             : MachineFormat::transunion_tuna;
}

CreditReport read_xml(std::string_view bytes, MachineFormat format) {
    pugi::xml_document document;
    const auto parsed = document.load_buffer(bytes.data(), bytes.size());
    if (!parsed || !document.document_element()) return refused(Refusal::malformed);
    const auto root = document.document_element();
    switch (format) {
        case MachineFormat::mismo:
            return read_mismo(root);
        case MachineFormat::transunion_truelink:
            return read_truelink(root);
        case MachineFormat::transunion_investigation:
            return read_transunion_investigation(root);
        default:
            return read_transunion(root);
    }
}

}  // namespace

MachineFormat recognise_bytes(std::string_view bytes) {
    const auto text = without_bom(bytes);
    if (text.starts_with('<')) return format_of_xml(text);
    if (text.starts_with('{') || text.starts_with('[')) {
        const auto start = text.substr(0, 65536);
        if (has(start, "equifaxUSConsumerCreditReport")) return MachineFormat::equifax_json;
        return has(start, "\"creditProfile\"") ? MachineFormat::experian_json : MachineFormat::none;
    }
    const bool fixed = bytes.size() > 10 && bytes.substr(4, 6) == "HEADER";
    const bool blocked = bytes.size() > 14 && bytes.substr(8, 6) == "HEADER";
    return fixed || blocked ? MachineFormat::metro2 : MachineFormat::none;
}

std::vector<CreditReport> read_machine_document(std::string_view bytes) {
    if (bytes.size() > bytes_max) return {refused(Refusal::too_large)};
    const auto format = recognise_bytes(bytes);
    switch (format) {
        case MachineFormat::none:
            return {refused(Refusal::unsupported_type)};
        case MachineFormat::metro2:
            return {read_metro2(bytes)};
        case MachineFormat::equifax_json:
            return {read_equifax_json(without_bom(bytes))};
        case MachineFormat::experian_json:
            return {read_experian_json(without_bom(bytes))};
        default:
            return {read_xml(without_bom(bytes), format)};
    }
}

}  // namespace fairfile::reading
