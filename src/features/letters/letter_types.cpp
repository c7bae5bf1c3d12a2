#include "features/letters/letter_types.hpp"

#include <array>

namespace fairfile::letters {

namespace {

constexpr std::string_view direct_warning =
    "A furnisher need not investigate a dispute about identity data, inquiries or public records,"
    " nor one that it believes a credit repair organization prepared (12 CFR 1022.43(b)). Write"
    " to the bureau first: that gives you more rights.";
constexpr std::string_view file_warning =
    "This asks what is in your file. It gives no right to have anything deleted.";
constexpr std::string_view courtesy_warning =
    "No law obliges anybody to agree to this. It is a request, not a dispute.";
constexpr std::string_view theft_warning =
    "Only for accounts and charges that are not yours. A false statement to a bureau about"
    " identity theft is a crime.";
constexpr std::string_view statement_warning =
    "The statement stays in your file and may be read by every lender.";
constexpr std::string_view complaint_warning =
    "A complaint is filed at consumerfinance.gov/complaint, by you, once for each matter: not"
    " again while one is open.";

constexpr auto types = std::to_array<LetterType>({
    {"dispute_611", "Dispute with a bureau", Recipient::bureau, items_per_letter, true, ""},
    {"request_609",
     "Request for your file and its sources",
     Recipient::bureau,
     0,
     false,
     file_warning},
    {"method_of_verification",
     "Request for the method of verification",
     Recipient::bureau,
     1,
     false,
     ""},
    {"direct_623", "Dispute with the furnisher", Recipient::furnisher, 1, true, direct_warning},
    {"block_605b",
     "Block of identity theft information",
     Recipient::bureau,
     items_per_letter,
     true,
     theft_warning},
    {"obsolete_605",
     "Removal of outdated information",
     Recipient::bureau,
     items_per_letter,
     true,
     ""},
    {"validation", "Request to validate a debt", Recipient::collector, 1, false, ""},
    {"billing_error", "Notice of a billing error", Recipient::creditor, 1, false, ""},
    {"goodwill", "Goodwill request", Recipient::creditor, 1, false, courtesy_warning},
    {"pay_for_delete", "Offer to settle a debt", Recipient::collector, 1, false, courtesy_warning},
    {"statement_100", "Statement for your file", Recipient::bureau, 1, false, statement_warning},
    {"reinsertion_objection",
     "Objection to a reinsertion",
     Recipient::bureau,
     items_per_letter,
     true,
     ""},
    {"escalation",
     "Complaint to the CFPB",
     Recipient::bureau,
     items_per_letter,
     false,
     complaint_warning},
});

}  // namespace

const LetterType* find_letter_type(std::string_view id) {
    for (const auto& type : types) {
        if (type.id == id) return &type;
    }
    return nullptr;
}

std::vector<std::string_view> letter_type_ids() {
    std::vector<std::string_view> ids;
    for (const auto& type : types) ids.push_back(type.id);
    return ids;
}

}  // namespace fairfile::letters
