#include "features/reading/engine/account_values.hpp"

#include "base/text.hpp"
#include "features/reading/engine/history.hpp"
#include "features/reading/meaning/phrase.hpp"
#include "features/reading/meaning/values.hpp"
#include "features/reading/meaning/vocabulary.hpp"

#include <algorithm>

namespace fairfile::reading {
namespace {

/// Even a clean text layer can lie about what is seen on the page.
constexpr double text_confidence = 0.99;
constexpr std::size_t remarks_max = 40;

/// Amounts with words about them: "$412 as of 01/2025", "$310 per month, paid monthly", and the
/// brackets that one bureau puts around adverse values: ">$310<".
std::optional<Money> money_in_cell(std::string_view text) {
    text = trim(text);
    if (text.size() > 2 && text.front() == '>' && text.back() == '<') {
        text = text.substr(1, text.size() - 2);
    }
    if (const auto money = parse_money(text)) return money;
    const auto blank = text.find(' ');
    if (blank == std::string_view::npos || text[0] != '$') return std::nullopt;
    const auto rest = normalised(text.substr(blank));
    const bool about = rest.starts_with("as of ") || rest.starts_with("per month") ||
                       rest.starts_with("on ") || rest.starts_with("paid monthly");
    return about ? parse_money(text.substr(0, blank)) : std::nullopt;
}

/// One bureau puts adverse words between brackets: ">Charged off<".
std::string without_marks(std::string_view text) {
    auto words = collapse_spaces(text);
    const auto opens = std::count(words.begin(), words.end(), '>');
    if (opens == 0 || opens != std::count(words.begin(), words.end(), '<')) return words;
    std::erase_if(words, [](char c) { return c == '>' || c == '<'; });
    return words;
}

/// The amount right before these words: "$642 past due as of Feb 2025" and "past due". The words
/// may come more than once: "Past due 30 days. $25 past due".
std::optional<Money> amount_before(std::string_view text, std::string_view what) {
    const auto lower = to_lower(text);
    for (auto at = lower.find(what); at != std::string::npos; at = lower.find(what, at + 1)) {
        const auto before = trim(text.substr(0, at));
        const auto dollar = before.rfind('$');
        if (dollar == std::string_view::npos) continue;
        if (const auto amount = parse_money(before.substr(dollar))) return amount;
    }
    return std::nullopt;
}

class Typing {
  public:
    Typing(const RawEntry& own, const RawItem& item) : own_(own), item_(item) {}

    TypedAccount run() {
        names();
        kinds();
        amounts();
        dates();
        statuses();
        remarks();
        return std::move(typed_);
    }

  private:
    const std::vector<Cell>* cells(Field field) const {
        for (const auto* entry : {&own_, &item_.common}) {
            const auto found = entry->cells.find(field);
            if (found != entry->cells.end() && has_telling(found->second)) return &found->second;
        }
        return nullptr;
    }

    static bool has_telling(const std::vector<Cell>& all) {
        return std::any_of(all.begin(), all.end(), [](const Cell& cell) {
            return !is_nothing(cell.text);
        });
    }

    const Cell* first(Field field) const {
        const auto* all = cells(field);
        if (all == nullptr) return nullptr;
        return &*std::find_if(all->begin(), all->end(), [](const Cell& cell) {
            return !is_nothing(cell.text);
        });
    }

    bool owns(Field field) const {
        const auto found = own_.cells.find(field);
        return found != own_.cells.end() && has_telling(found->second);
    }

    void keep_evidence(std::string_view name, const Cell& cell) {
        typed_.line.evidence.insert_or_assign(std::string(name), evidence_of(cell));
    }

    void ask(std::string_view name, const Cell& cell, std::vector<std::string> readings) {
        Question question;
        question.about = name;
        question.ask = "What does the report say here?";
        question.page = cell.page;
        question.box = cell.box;
        question.readings = std::move(readings);
        typed_.questions.push_back(std::move(question));
    }

    std::optional<std::string> text(Field field) {
        const auto* cell = first(field);
        if (cell == nullptr) return std::nullopt;
        keep_evidence(contract_name(field), *cell);
        return without_marks(cell->text);
    }

    /// All cells of a typed field must agree; a value is never chosen between two.
    template <class Value, class Parse>
    std::optional<Value> agreed(Field field, Parse parse) {
        const auto* all = cells(field);
        if (all == nullptr) return std::nullopt;
        std::optional<Value> value;
        std::vector<std::string> readings;
        bool unsure = false;
        const Cell* where = nullptr;
        for (const auto& cell : *all) {
            if (is_nothing(cell.text)) continue;
            const auto one = parse(cell.text);
            unsure = unsure || !one || (value && *value != *one);
            if (where == nullptr) where = &cell;
            if (one && !value) value = one;
            readings.push_back(cell.text);
        }
        if (where == nullptr) return std::nullopt;
        if (unsure) {
            ask(contract_name(field), *where, std::move(readings));
            return std::nullopt;
        }
        keep_evidence(contract_name(field), *where);
        return value;
    }

    std::optional<Money> money(Field field) { return agreed<Money>(field, money_in_cell); }
    std::optional<PartialDate> date(Field field) {
        // A date of zeros says that there is none.
        const auto* cell = first(field);
        if (cell != nullptr && cell->text.find_first_not_of("0/-. ") == std::string::npos) {
            return std::nullopt;
        }
        return agreed<PartialDate>(field, parse_date);
    }

    void names() {
        auto& line = typed_.line;
        line.creditor = text(Field::creditor);
        if (!line.creditor || heading_says_more()) line.creditor = text(Field::heading);
        line.original_creditor = text(Field::original_creditor);
        for (const auto& comment : item_.comments) {
            const auto colon = comment.text.find(':');
            const bool names_original = normalised(comment.text).starts_with("original creditor");
            if (line.original_creditor || !names_original || colon == std::string::npos) continue;
            line.original_creditor = std::string(trim(comment.text.substr(colon + 1)));
            keep_evidence("original_creditor", comment);
        }
        number();
        line.terms = text(Field::terms);
        if (line.terms == "0") line.terms.reset();  // a duration of none
    }

    /// What cannot be a number, or was misread from a picture, is asked about.
    void number() {
        const auto* cell = first(Field::account_number);
        if (cell == nullptr) return;
        auto text = without_marks(cell->text);
        std::erase(text, ' ');
        if (text.starts_with('#')) text.erase(0, 1);
        const bool misread = cell->method == ReadingMethod::ocr && is_doubtful_number(*cell, text);
        if (misread || text.find('$') != std::string::npos) {
            ask(contract_name(Field::account_number), *cell, {cell->text});
            return;
        }
        keep_evidence(contract_name(Field::account_number), *cell);
        typed_.line.account_number = std::move(text);
    }

    /// "55AT" for "****5547": letters that stand for stars, or that a picture's reader doubts.
    static bool is_doubtful_number(const Cell& cell, std::string_view text) {
        constexpr double sure = 0.75;
        const bool letters = std::any_of(text.begin(), text.end(), [](char c) {
            return is_letter(c) && c != 'X' && c != 'x';
        });
        const bool stars = text.find('*') != std::string_view::npos;
        const bool digits = std::any_of(text.begin(), text.end(), is_digit);
        return !digits || (letters && (stars || cell.confidence < sure));
    }

    /// A narrow cell may have cut off the name that stands whole above the account.
    bool heading_says_more() const {
        const auto* heading = first(Field::heading);
        const auto* cell = first(Field::creditor);
        if (heading == nullptr || cell == nullptr) return false;
        const auto whole = normalised(heading->text);
        const auto name = normalised(cell->text);
        return whole.size() > name.size() && whole.starts_with(name + " ");
    }

    void amounts() {
        auto& line = typed_.line;
        line.balance = money(Field::balance);
        line.credit_limit = money(Field::credit_limit);
        line.high_credit = money(Field::high_credit);
        line.past_due = money(Field::past_due);
        line.monthly_payment = money(Field::monthly_payment);
        line.charge_off = money(Field::charge_off);
        limit_or_amount();
        if (const auto* cell = first(Field::terms); cell != nullptr && !line.monthly_payment) {
            line.monthly_payment = amount_before(cell->text, "per month");
            if (line.monthly_payment) keep_evidence("monthly_payment_cents", *cell);
        }
        for (const auto field : {Field::status, Field::payment_status, Field::account_status}) {
            if (const auto* cell = first(field)) amounts_in_sentence(*cell);
        }
    }

    /// One label for both: a limit where credit revolves, else what was lent or placed.
    void limit_or_amount() {
        auto& line = typed_.line;
        const auto* cell = first(Field::limit_or_amount);
        const auto amount = cell != nullptr ? money_in_cell(cell->text) : std::nullopt;
        if (!amount || !line.account_type) return;
        const bool revolves = line.account_type == AccountType::revolving ||
                              line.account_type == AccountType::line_of_credit;
        auto& target = revolves ? line.credit_limit : line.high_credit;
        if (target) return;
        target = amount;
        keep_evidence(revolves ? "credit_limit_cents" : "high_credit_cents", *cell);
    }

    /// "Account charged off. $1,204 written off. $1,204 past due as of Feb 2025."
    void amounts_in_sentence(const Cell& cell) {
        auto& line = typed_.line;
        if (cells(Field::past_due) == nullptr && !line.past_due) {
            line.past_due = amount_before(cell.text, "past due");
            if (line.past_due) keep_evidence("past_due_cents", cell);
        }
        if (cells(Field::charge_off) == nullptr && !line.charge_off) {
            line.charge_off = amount_before(cell.text, "written off");
            if (line.charge_off) keep_evidence("charge_off_cents", cell);
        }
    }

    void dates() {
        auto& line = typed_.line;
        line.date_opened = date(Field::date_opened);
        line.date_closed = date(Field::date_closed);
        line.date_reported = date(Field::date_reported);
        line.date_last_payment = date(Field::date_last_payment);
        line.date_last_active = date(Field::date_last_active);
        line.date_first_delinquency = date(Field::date_first_delinquency);
        line.date_removal = date(Field::date_removal);
    }

    void kinds() {
        auto& line = typed_.line;
        line.account_type_text = text(Field::account_type);
        if (line.account_type_text) line.account_type = account_type_of(*line.account_type_text);
        if (const auto* detail = first(Field::account_detail)) {
            if (!line.account_type_text) line.account_type_text = text(Field::account_detail);
            const auto detailed = account_type_of(detail->text);
            const bool collects = detailed == AccountType::collection;
            if (!line.account_type || collects) line.account_type = detailed;
        }
        // What stands under the heading "Collections" is one.
        if (!line.account_type_text && item_.hint == "collection") {
            line.account_type = AccountType::collection;
        }
        const auto* owner = first(Field::responsibility);
        if (owner == nullptr) return;
        line.responsibility = responsibility_of(owner->text);
        if (line.responsibility) keep_evidence("responsibility", *owner);
    }

    void statuses() {
        auto& line = typed_.line;
        if (const auto* cell = first(Field::payment_status)) {
            take_payment(*cell);
            if (!line.payment_status) ask("payment_status", *cell, {cell->text});
        }
        if (const auto* cell = first(Field::account_status)) {
            line.account_status_text = without_marks(cell->text);
            line.account_status = account_status_of(cell->text);
            keep_evidence("account_status", *cell);
            const auto payment = payment_status_of(cell->text);
            if (!line.payment_status_text && payment.now && !line.account_status) {
                take_payment(*cell);
            } else if (!line.account_status && !payment.now) {
                ask("account_status", *cell, {cell->text});
            }
        }
        if (const auto* cell = first(Field::status)) take_status(*cell);
    }

    /// A bare "Status" says how an account is paid, or whether it is open, or both. The report's
    /// word for all bureaus gives way to what the bureau itself says.
    void take_status(const Cell& cell) {
        auto& line = typed_.line;
        const bool own = owns(Field::status);
        const auto account = account_status_of(cell.text);
        const auto payment = payment_status_of(cell.text);
        const bool bureau_speaks = line.payment_status_text || line.account_status_text;
        if (!own && bureau_speaks && !account) return;
        if (account && !line.account_status_text) {
            line.account_status = account;
            line.account_status_text = without_marks(cell.text);
            keep_evidence("account_status", cell);
        }
        const bool pays = payment.now && !(account && payment.now == PaymentStatus::paid);
        if ((pays || payment.adverse) && !line.payment_status_text) {
            take_payment(cell);
            const bool standing = payment.now == PaymentStatus::collection ||
                                  payment.now == PaymentStatus::charge_off;
            if (standing && !line.account_status_text) {
                line.account_status_text = without_marks(cell.text);
            }
        }
        if (!account && !payment.now) {
            if (!line.account_status_text) {
                line.account_status_text = without_marks(cell.text);
                keep_evidence("account_status", cell);
            }
            // "Unpaid" says nothing of a collection that its kind does not say.
            if (line.account_type != AccountType::collection) {
                ask("account_status", cell, {cell.text});
            }
        }
    }

    void take_payment(const Cell& cell) {
        auto& line = typed_.line;
        const auto reading = payment_status_of(cell.text);
        line.payment_status = reading.now;
        line.payment_status_text = without_marks(cell.text);
        const bool either = has_phrase(normalised(cell.text), "collection chargeoff") ||
                            has_phrase(normalised(cell.text), "collection charge off");
        if (either && line.account_type == AccountType::collection) {
            line.payment_status = PaymentStatus::collection;
        }
        typed_.was_late = reading.adverse;
        typed_.before = reading.before;
        keep_evidence("payment_status", cell);
    }

    void remarks() {
        for (const auto* entry : {&own_, &item_.common}) {
            const auto found = entry->cells.find(Field::remarks);
            if (found == entry->cells.end()) continue;
            for (const auto& cell : found->second) add_remark(cell);
        }
    }

    void add_remark(const Cell& cell) {
        auto& all = typed_.line.remarks;
        auto words = without_marks(cell.text);
        if (is_nothing(words) || all.size() >= remarks_max) return;
        if (std::find(all.begin(), all.end(), words) != all.end()) return;
        if (all.empty()) keep_evidence("remarks", cell);
        all.push_back(std::move(words));
    }

    const RawEntry& own_;
    const RawItem& item_;
    TypedAccount typed_;
};

}  // namespace

Evidence evidence_of(const Cell& cell, double factor) {
    Evidence evidence;
    evidence.page = cell.page;
    evidence.box = cell.box;
    evidence.text = cell.text;
    evidence.method = cell.method;
    evidence.confidence = std::clamp(cell.confidence, 0.0, 1.0) * text_confidence * factor;
    return evidence;
}

TypedAccount type_account(const RawEntry& own, const RawItem& item) {
    return Typing(own, item).run();
}

}  // namespace fairfile::reading
