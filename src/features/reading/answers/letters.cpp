#include "features/reading/answers/letters.hpp"

#include "base/text.hpp"
#include "features/reading/answers/item_names.hpp"
#include "features/reading/answers/results.hpp"
#include "features/reading/answers/wordings.hpp"
#include "features/reading/engine/account_values.hpp"
#include "features/reading/engine/line_kinds.hpp"
#include "features/reading/meaning/phrase.hpp"
#include "features/reading/meaning/values.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace fairfile::reading {
namespace {

constexpr std::size_t opening_lines = 40;  // a letter says early what it is
constexpr std::size_t short_letter_lines = 140;
constexpr std::size_t named_words_max = 16;  // of a line that names an item
constexpr std::size_t lines_of_sentence = 5;
constexpr std::size_t lines_above = 6;  // of a result, that may name its item
constexpr double paragraph_gap = 0.8;   // in letter heights
constexpr std::size_t answers_max = 300;

/// One place where a result is told.
struct Told {
    ResultReading result;
    Cell cell;
    std::size_t first_line = 0;
    std::size_t last_line = 0;
    bool in_sentence = false;
};

class LetterReader {
  public:
    explicit LetterReader(const std::vector<Line>& lines) : lines_(lines) {
        for (const auto& line : lines_) phrases_.push_back(normalised(text_of(line)));
    }

    std::optional<CreditReport> read() {
        bureau_ = bureau();
        if (!bureau_ || !opens_as_answer()) return std::nullopt;
        CreditReport report;
        report.kind = DocumentKind::bureau_answer;
        report.format = std::string(format());
        read_head(report);
        const auto all = results();
        for (std::size_t i = 0; i < all.size() && i < answers_max; ++i) {
            const auto from = i == 0 ? 0 : all[i - 1].last_line + 1;
            const auto to = i + 1 < all.size() ? all[i + 1].first_line : lines_.size();
            add(report, all[i], {from, to});
        }
        if (report.answers.empty()) add_non_result(report);
        if (report.answers.empty()) return std::nullopt;
        judge(report);
        return report;
    }

  private:
    std::optional<Bureau> bureau() const {
        std::array<int, 3> mentions{};
        for (const auto& phrase : phrases_) {
            mentions[0] += has_phrase(phrase, "transunion") || has_phrase(phrase, "trans union");
            mentions[1] += has_phrase(phrase, "experian") ? 1 : 0;
            mentions[2] += has_phrase(phrase, "equifax") ? 1 : 0;
        }
        const auto most = std::max_element(mentions.begin(), mentions.end());
        if (*most == 0) return std::nullopt;
        return static_cast<Bureau>(most - mentions.begin());
    }

    std::string_view format() const {
        constexpr std::array<std::string_view, 3> names{
            "transunion_answer", "experian_answer", "equifax_answer"};
        return names.at(static_cast<std::size_t>(*bureau_));
    }

    bool opens_as_answer() const {
        const auto count = std::min(phrases_.size(), opening_lines);
        bool titled = false;
        for (std::size_t i = 0; i < count; ++i) titled = titled || has_any(titles, phrases_[i]);
        if (titled) return true;
        const auto end = phrases_.begin() + static_cast<std::ptrdiff_t>(count);
        const bool letter = std::any_of(phrases_.begin(), end, [](const auto& phrase) {
            return phrase.starts_with("dear ") || phrase.starts_with("re ");
        });
        return letter && phrases_.size() <= short_letter_lines && non_result().has_value();
    }

    void read_head(CreditReport& report) const {
        const auto count = std::min(lines_.size(), opening_lines);
        for (std::size_t i = 0; i < count; ++i) {
            for (const auto& pair : pairs_of(lines_[i], Section::head, WeakLabels::in_any_cell)) {
                const auto text = text_of(lines_[i], pair.value);
                if (pair.field == Field::report_date && !report.report_date) {
                    report.report_date = parse_date(text);
                }
                const bool numbered = std::any_of(text.begin(), text.end(), is_digit);
                if (pair.field == Field::reference && !report.reference && numbered) {
                    report.reference = text;
                }
            }
            const auto alone = parse_date(text_of(lines_[i]));
            if (!report.report_date && alone && alone->has_day()) report.report_date = alone;
        }
    }

    std::vector<Told> results() const {
        std::vector<Told> all;
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            auto told = result_in_cells(i);
            if (!told) told = sentence_at(i);
            if (!told) continue;
            i = told->last_line;
            if (!all.empty() && same_item(all.back(), *told)) {
                merge(all.back(), *told);
            } else {
                all.push_back(std::move(*told));
            }
        }
        return all;
    }

    /// Sentences of one paragraph, without another number between them, tell of one item.
    bool same_item(const Told& one, const Told& next) const {
        if (!one.in_sentence || !next.in_sentence) return false;
        for (auto i = one.last_line + 1; i <= next.last_line; ++i) {
            const bool apart = lines_[i].gap_above > paragraph_gap * lines_[i].box.height();
            if (apart || number_on(lines_[i])) return false;
        }
        return true;
    }

    static void merge(Told& one, const Told& next) {
        auto& result = one.result;
        const bool gone =
            result.outcome == Outcome::deleted || next.result.outcome == Outcome::deleted;
        const bool verified =
            result.outcome == Outcome::verified || next.result.outcome == Outcome::verified;
        if (gone) {
            result = {Outcome::deleted, true, false};
        } else if (verified) {
            const bool changed = result.outcome == Outcome::updated || result.other_changed ||
                                 next.result.outcome == Outcome::updated ||
                                 next.result.other_changed;
            result = {Outcome::verified, false, changed};
        }
        one.cell.text += " " + next.cell.text;
        one.cell.box = united(one.cell.box, next.cell.box);
        one.last_line = next.last_line;
    }

    std::optional<Told> result_in_cells(std::size_t at) const {
        const auto& line = lines_[at];
        for (const auto& segment : segments_of(line)) {
            const auto text = text_of(line, segment);
            if (const auto result = result_of(text)) return told(*result, at, segment);
            const auto colon = text.find(':');
            if (colon == std::string::npos) continue;
            const auto label = normalised(text.substr(0, colon));
            const auto value = text.substr(colon + 1);
            if (!is_one_of(result_labels, label)) continue;
            auto result = result_of(value);
            if (!result) result = result_before_dash(value);
            if (!result) result = result_in_sentence(value);
            if (result) return told(*result, at, segment);
        }
        return std::nullopt;
    }

    /// "Deleted - This item was removed from your credit report."
    static std::optional<ResultReading> result_before_dash(const std::string& text) {
        const auto end = text.find_first_of("-.;");
        if (end == std::string::npos) return std::nullopt;
        return result_of(text.substr(0, end));
    }

    static Told told(
        const ResultReading& result, std::size_t at, const Line& line, WordRange range
    ) {
        return {result, cell_of(line, range), at, at, false};
    }
    Told told(const ResultReading& result, std::size_t at, WordRange range) const {
        return told(result, at, lines_[at], range);
    }

    /// A sentence about one item may run over lines. It begins on the last line with which it is
    /// still whole.
    std::optional<Told> sentence_at(std::size_t at) const {
        std::string text;
        for (auto i = at; i < lines_.size() && i < at + lines_of_sentence; ++i) {
            const bool apart = lines_[i].gap_above > paragraph_gap * lines_[i].box.height();
            if (i > at && (apart || result_in_cells(i))) break;
            text += (text.empty() ? "" : " ") + text_of(lines_[i]);
            const auto result = result_in_sentence(text);
            if (!result) continue;
            const auto shorter = tail(at + 1, i);
            if (i > at && result_in_sentence(shorter) && speaks_of_item(shorter)) {
                return std::nullopt;
            }
            if (!speaks_of_item(text)) return std::nullopt;
            auto cell = cell_of(lines_[at], {0, lines_[at].words.size()});
            cell.text = text;
            return Told{*result, std::move(cell), at, i, true};
        }
        return std::nullopt;
    }

    std::string tail(std::size_t first, std::size_t last) const {
        std::string text;
        for (auto i = first; i <= last && i < lines_.size(); ++i) text += text_of(lines_[i]) + " ";
        return text;
    }

    static bool speaks_of_item(const std::string& text) {
        static constexpr std::array<std::string_view, 9> items{
            "this item",
            "this account",
            "the account",
            "this inquiry",
            "the item",
            "credit account",
            "collection account",
            "public record",
            "this creditor"};
        const auto phrase = normalised(text);
        for (const auto& word : split(text, ' ')) {
            if (number_in(word)) return true;
        }
        return has_any(items, phrase);
    }

    /// The sentences that tell a result, without those around them.
    static std::string telling_part(const std::string& text) {
        std::string kept;
        for (std::size_t at = 0; at < text.size();) {
            const auto end = std::min(text.find(". ", at), text.size() - 1) + 1;
            auto sentence = trim(std::string_view(text).substr(at, end - at));
            const auto colon = sentence.rfind("are: ");
            if (colon != std::string_view::npos) sentence = sentence.substr(colon + 5);
            if (result_in_sentence(sentence)) {
                kept += (kept.empty() ? "" : " ") + std::string(sentence);
            }
            at = end;
        }
        return kept.empty() ? collapse_spaces(text) : kept;
    }

    /// The item's name and number: on the line of its result, above it, or below it.
    void add(CreditReport& report, const Told& told, WordRange room) {
        BureauAnswer answer;
        answer.bureau = bureau_;
        answer.result_text =
            told.in_sentence ? telling_part(told.cell.text) : collapse_spaces(told.cell.text);
        if (const auto colon = answer.result_text->find(':'); colon != std::string::npos) {
            const auto label = normalised(answer.result_text->substr(0, colon));
            if (is_one_of(result_labels, label)) {
                answer.result_text = std::string(trim(answer.result_text->substr(colon + 1)));
            }
        }
        answer.outcome = told.result.outcome;
        answer.favourable = told.result.favourable;
        answer.other_information_changed = told.result.other_changed;
        name_item(answer, told, room);
        add_reasons(answer, told, room);
        if (const auto why = contradiction_of(answer)) {
            answer.contradiction = std::string(*why);
            answer.favourable = std::nullopt;
        }
        answer.evidence = evidence_of(told.cell);
        const bool named = answer.furnisher || answer.account_number;
        if (named) report.answers.push_back(std::move(answer));
    }

    void name_item(BureauAnswer& answer, const Told& told, WordRange room) {
        const auto low = told.first_line > lines_above ? told.first_line - lines_above : 0;
        const auto top = std::max({room.first, low, named_to_});
        take_name(answer, told.last_line);
        // Cells of one row may be centred against each other: the name a little below the result.
        const auto below = told.last_line + 1;
        const bool beside = !told.in_sentence && !answer.account_number && below < lines_.size() &&
                            lines_[below].box.top - lines_[told.last_line].box.bottom < 0;
        if (beside) take_name(answer, below);
        named_to_ = beside && answer.account_number ? below + 1 : told.last_line + 1;
        for (auto i = told.last_line; i-- > top;) take_name(answer, i);
        if (!answer.furnisher) answer.furnisher = contact_in(tail(told.first_line, room.last - 1));
    }

    void take_name(BureauAnswer& answer, std::size_t at) const {
        const auto& line = lines_[at];
        const auto number = number_on(line);
        if (number && answer.account_number) return;
        if (number) answer.account_number = number->number;
        if (answer.furnisher || line.words.size() > named_words_max) return;
        auto name = name_on(line, number ? number->word : line.words.size());
        const bool own = name && bureau_of(*name).has_value();  // the letter's own head
        if (!own) answer.furnisher = std::move(name);
    }

    void add_reasons(BureauAnswer& answer, const Told& told, WordRange room) const {
        const auto last = std::min(room.last, told.last_line + 4);
        for (auto i = told.first_line; i < last; ++i) {
            for (const auto& segment : segments_of(lines_[i])) {
                const auto text = text_of(lines_[i], segment);
                const auto colon = text.find(':');
                if (colon == std::string::npos) continue;
                if (!is_one_of(reason_labels, normalised(text.substr(0, colon)))) continue;
                for (const auto part : split(std::string_view(text).substr(colon + 1), ';')) {
                    if (!trim(part).empty()) answer.reasons.emplace_back(trim(part));
                }
            }
        }
    }

    struct NonResult {
        Outcome outcome;
        std::size_t line;
    };

    std::optional<NonResult> non_result() const {
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            const auto outcome = non_result_in(tail(i, std::min(i + 1, lines_.size() - 1)));
            // "Received" opens letters that go on to say why nothing will be done.
            if (!outcome || *outcome == Outcome::received) continue;
            const bool below = i + 1 < lines_.size() && non_result_in(phrases_[i + 1]) == outcome;
            return NonResult{*outcome, below ? i + 1 : i};
        }
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            if (non_result_in(phrases_[i])) return NonResult{Outcome::received, i};
        }
        return std::nullopt;
    }

    void add_non_result(CreditReport& report) const {
        const auto found = non_result();
        if (!found) return;
        const auto& line = lines_[found->line];
        BureauAnswer answer;
        answer.bureau = bureau_;
        answer.outcome = found->outcome;
        answer.result_text = text_of(line);
        answer.evidence = evidence_of(cell_of(line, {0, line.words.size()}));
        report.answers.push_back(std::move(answer));
    }

    static void judge(CreditReport& report) {
        report.verdict = Verdict::accepted;
        for (const auto& answer : report.answers) {
            const bool clear = answer.outcome != Outcome::unknown && !answer.contradiction;
            if (!clear) report.verdict = Verdict::needs_review;
        }
    }

    const std::vector<Line>& lines_;
    std::vector<std::string> phrases_;
    std::optional<Bureau> bureau_;
    std::size_t named_to_ = 0;  // lines before this named earlier items
};

}  // namespace

std::optional<CreditReport> read_answer_letter(const std::vector<Line>& lines) {
    return LetterReader(lines).read();
}

}  // namespace fairfile::reading
