#include "features/synthetic/paper.hpp"

#include "base/text.hpp"

#include <cairo/cairo-pdf.h>
#include <cairo/cairo.h>

namespace fairfile::synthetic {

namespace {

constexpr double page_width = 612;  // US Letter in points
constexpr double page_height = 792;
constexpr double top = 54;
constexpr double bottom = 744;

cairo_status_t append(void* closure, const unsigned char* data, unsigned int length) {
    auto* bytes = static_cast<std::string*>(closure);
    bytes->append(reinterpret_cast<const char*>(data), length);
    return CAIRO_STATUS_SUCCESS;
}

}  // namespace

struct Paper::Surface {
    std::string bytes;
    cairo_surface_t* pdf =
        cairo_pdf_surface_create_for_stream(append, &bytes, page_width, page_height);
    cairo_t* pen = cairo_create(pdf);

    Surface() = default;
    Surface(const Surface&) = delete;
    Surface& operator=(const Surface&) = delete;
    ~Surface() {
        cairo_destroy(pen);
        cairo_surface_destroy(pdf);
    }
};

Paper::Paper(const Paperwork& paperwork)
    : surface_(std::make_unique<Surface>()),
      typeface_(paperwork.typeface),
      title_(paperwork.title),
      y_(top) {
    const auto created = to_string(paperwork.date) + "T12:00:00Z";
    auto* pdf = surface_->pdf;
    cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_CREATE_DATE, created.c_str());
    cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_TITLE, title_.c_str());
}

Paper::~Paper() = default;

void Paper::need(double height) {
    if (y_ + height <= bottom) return;
    end_page();
    ++page_;
    y_ = top;
}

void Paper::text(double x, std::string_view content, const Ink& ink) {
    if (content.empty()) return;
    use(ink);
    cairo_move_to(surface_->pen, x, y_);
    cairo_show_text(surface_->pen, std::string(content).c_str());
}

void Paper::rule(double grey) {
    cairo_set_source_rgb(surface_->pen, grey, grey, grey);
    cairo_set_line_width(surface_->pen, 0.6);
    cairo_move_to(surface_->pen, left, y_);
    cairo_line_to(surface_->pen, right, y_);
    cairo_stroke(surface_->pen);
}

void Paper::box(double x, double box_width, double height) {
    cairo_set_source_rgb(surface_->pen, 0.45, 0.45, 0.45);
    cairo_set_line_width(surface_->pen, 0.5);
    cairo_rectangle(surface_->pen, x, y_, box_width, height);
    cairo_stroke(surface_->pen);
}

void Paper::shade(double x, double shade_width, double height, double grey) {
    cairo_set_source_rgb(surface_->pen, grey, grey, grey);
    cairo_rectangle(surface_->pen, x, y_, shade_width, height);
    cairo_fill(surface_->pen);
}

double Paper::width_of(std::string_view content, const Ink& ink) {
    use(ink);
    cairo_text_extents_t extents;
    cairo_text_extents(surface_->pen, std::string(content).c_str(), &extents);
    return extents.x_advance;
}

std::vector<std::string> Paper::wrapped(std::string_view content, double most, const Ink& ink) {
    std::vector<std::string> lines;
    for (const auto word : split(content, ' ')) {
        const auto longer = lines.empty() ? "" : lines.back() + " " + std::string(word);
        if (!lines.empty() && width_of(longer, ink) <= most) {
            lines.back() = longer;
        } else {
            lines.emplace_back(word);
        }
    }
    return lines;
}

std::string Paper::finish() {
    end_page();
    cairo_surface_finish(surface_->pdf);
    return surface_->bytes;
}

void Paper::use(const Ink& ink) {
    auto* pen = surface_->pen;
    const auto weight =
        ink.weight == Weight::bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL;
    cairo_select_font_face(pen, typeface_.c_str(), CAIRO_FONT_SLANT_NORMAL, weight);
    cairo_set_font_size(pen, ink.size);
    cairo_set_source_rgb(pen, ink.grey, ink.grey, ink.grey);
}

void Paper::end_page() {
    y_ = page_height - 26;
    const Ink small{.size = 7, .weight = Weight::plain, .grey = 0.4};
    text(left, title_ + "  -  Page " + std::to_string(page_), small);
    cairo_show_page(surface_->pen);
}

}  // namespace fairfile::synthetic
