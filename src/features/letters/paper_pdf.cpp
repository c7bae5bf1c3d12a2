#include "features/letters/letters.hpp"
#include "features/letters/page_layout.hpp"
#include "features/letters/pdf_surface.hpp"

namespace fairfile::letters {

namespace {

constexpr int pages_max = 200;
constexpr Column column{72, page_width - 144};
constexpr double page_top = 72;
constexpr double page_bottom = 712;
constexpr double running_head_top = 40;
constexpr double foot_baseline = 752;
constexpr double heading_room = 60;  // a heading does not stand alone at a page's end

}  // namespace

Result<std::string> draw_paper(const Paper& paper) {
    std::string bytes;
    {
        const PdfSurface surface(bytes, paper.title);
        PageLayout pages(surface.context, pages_max);
        pages.flow_from(page_top, page_top, page_bottom);
        pages.flow(paper.title, column, Weight::bold);
        for (const auto& section : paper.sections) {
            pages.skip(14);
            pages.keep_together(heading_room);
            pages.flow(section.heading, column, Weight::bold);
            pages.skip(4);
            pages.flow(section.text, column, Weight::normal);
        }
        pages.number_pages(running_head_top, foot_baseline, paper.title);
        if (auto refused = pages.refusal()) return std::move(*refused);
        pages.draw();
        cairo_surface_finish(surface.surface);
    }
    return bytes;
}

}  // namespace fairfile::letters
