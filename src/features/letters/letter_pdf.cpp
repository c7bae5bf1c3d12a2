#include "features/letters/letter_pdf.hpp"

#include "features/letters/page_layout.hpp"
#include "features/letters/pdf_surface.hpp"

namespace fairfile::letters {

namespace {

constexpr int pages_max = 20;
constexpr double margin = 72;
constexpr double text_width = page_width - 2 * margin;
constexpr double page_bottom = 712;
constexpr double sender_top = 40;
constexpr double line_pitch = 12.2;
constexpr double window_edge = 2;
constexpr double date_top = 272;  // below the fold, where no window shows it
constexpr double running_head_top = 40;
constexpr double continuation_top = 72;
constexpr double foot_baseline = 752;
constexpr double signature_room = 44;  // for a signature by hand
constexpr std::size_t address_lines_max = 6;

Error address_too_long() {
    return {
        Failure::invalid,
        "letters.address_too_long",
        "An address may have five lines after the name, each short enough for an envelope."};
}

/// Puts the parts of a letter on pages; only then are they drawn, since a page's foot names their
/// number.
class Composer {
  public:
    Composer(cairo_t* context, const LetterContent& content)
        : pages(context, pages_max), content_(content) {}

    Result<bool> compose() {
        if (!fits()) return address_too_long();
        address_block(content_.sender, sender_top, page_width - margin);
        address_block(content_.addressee, addressee_top(), address_window.right);
        if (has_wide_line_) return address_too_long();
        pages.flow_from(date_top, continuation_top, page_bottom);
        paragraph(content_.dated, Weight::normal);
        space(10);
        paragraph("Re: " + content_.subject, Weight::bold);
        space(10);
        paragraph(content_.text, Weight::normal);
        signature();
        enclosures();
        pages.number_pages(running_head_top, foot_baseline, running_head());
        return true;
    }

    PageLayout pages;

  private:
    bool fits() const {
        return content_.sender.lines.size() < address_lines_max &&
               content_.addressee.lines.size() < address_lines_max;
    }

    /// Lines below one another; a line that leaves its place is remembered.
    void address_block(const PostalAddress& address, double top, double right) {
        address_line(address.name, top, right);
        for (const auto& line : address.lines) address_line(line, top += line_pitch, right);
    }

    void address_line(const std::string& text, double top, double right) {
        const auto size = pages.place(text, {margin, top}, Weight::normal);
        if (margin + size.width > right) has_wide_line_ = true;
    }

    /// The block stands at the window's lower edge: a folded letter can only slip upward.
    double addressee_top() const {
        const auto lines = static_cast<double>(1 + content_.addressee.lines.size());
        return address_window.bottom - window_edge - lines * line_pitch;
    }

    void paragraph(const std::string& text, Weight weight) {
        pages.flow(text, {margin, text_width}, weight);
    }

    void space(double height) { pages.skip(height); }

    void signature() {
        pages.keep_together(signature_room + 40);
        space(12);
        paragraph("Sincerely,", Weight::normal);
        space(signature_room);
        paragraph(content_.sender.name, Weight::normal);
    }

    void enclosures() {
        if (content_.enclosures.empty()) return;
        space(12);
        std::string list = "Enclosures:";
        for (const auto& enclosure : content_.enclosures) list += "\n  \xe2\x80\xa2 " + enclosure;
        paragraph(list, Weight::normal);
    }

    std::string running_head() const {
        return content_.sender.name + ", letter of " + content_.dated + " to " +
               content_.addressee.name;
    }

    const LetterContent& content_;
    bool has_wide_line_ = false;
};

}  // namespace

Result<LetterPdf> draw_pdf(const LetterContent& content) {
    LetterPdf pdf;
    {
        const PdfSurface surface(pdf.bytes, content.subject);
        Composer composer(surface.context, content);
        auto composed = composer.compose();
        if (!composed) return composed.error();
        if (auto refused = composer.pages.refusal()) return std::move(*refused);
        composer.pages.draw();
        pdf.pages = composer.pages.count();
        cairo_surface_finish(surface.surface);
    }
    return pdf;
}

}  // namespace fairfile::letters
