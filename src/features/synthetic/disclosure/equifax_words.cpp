#include "features/synthetic/disclosure/equifax_words.hpp"

namespace fairfile::synthetic {

const std::array<EquifaxSection, 4>& equifax_sections() {
    static const std::array<EquifaxSection, 4> all{{
        {"Revolving Accounts",
         "Revolving accounts are those that generally include a credit limit and require a minimum "
         "monthly payment, such as credit cards.",
         {Loan::card, Loan::store_card}},
        {"Mortgage Accounts",
         "Mortgage accounts are real estate loans that require payment on a monthly basis until "
         "the "
         "loan is paid off.",
         {Loan::house}},
        {"Installment Accounts",
         "Installment accounts are loans that require payment on a monthly basis until the loan is "
         "paid off, such as auto or student loans.",
         {Loan::car, Loan::student, Loan::personal}},
        {"Other Accounts",
         "Other accounts are those that are not already identified as Revolving, Mortgage or "
         "Installment Accounts such as child support obligations or rental agreements.",
         {}},
    }};
    return all;
}

std::string_view equifax_type(Loan loan) {
    if (loan == Loan::card || loan == Loan::store_card) return "REVOLVING";
    return loan == Loan::house ? "MORTGAGE" : "INSTALLMENT";
}

std::string_view equifax_class(Loan loan) {
    if (loan == Loan::card || loan == Loan::store_card) return "revolving";
    return loan == Loan::house ? "mortgage" : "installment";
}

std::string_view equifax_loan_type(Loan loan) {
    switch (loan) {
        case Loan::card:
            return "Credit Card";
        case Loan::store_card:
            return "Charge Account";
        case Loan::car:
            return "Auto";
        case Loan::student:
            return "Education Loan";
        case Loan::house:
            return "Conventional Re Mortgage";
        default:
            return "Unsecured";
    }
}

EquifaxStanding equifax_standing(const FileAccount& account) {
    switch (account.trouble) {
        case Trouble::none:
            return {"PAYS_AS_AGREED", "current", ""};
        case Trouble::late:
            switch (account.days_late) {
                case 30:
                    return {"30-59 Days Past Due", "late_30", "late_payment"};
                case 60:
                    return {"60-89 Days Past Due", "late_60", "late_payment"};
                case 90:
                    return {"90-119 Days Past Due", "late_90", "late_payment"};
                default:
                    return {"120-149 Days Past Due", "late_120", "late_payment"};
            }
        case Trouble::charged_off:
            return {"CHARGE_OFF", "charge_off", "charge_off"};
        case Trouble::repossessed:
            return {"REPOSSESSION", "repossession", "repossession"};
        case Trouble::collection:
            break;
    }
    return {"COLLECTION", "collection", "collection"};
}

}  // namespace fairfile::synthetic
