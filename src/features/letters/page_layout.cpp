#include "features/letters/page_layout.hpp"

namespace fairfile::letters {

namespace {

constexpr double page_centre = 306;
// Fonts of Debian's fonts-liberation and fonts-dejavu-core; pango takes the second for what the
// first does not have.
constexpr auto family = "Liberation Sans, DejaVu Sans";
constexpr double body_points = 10.5;
constexpr double small_points = 8.5;

double points(int pango_units) {
    return static_cast<double>(pango_units) / PANGO_SCALE;
}

struct FreeIterator {
    void operator()(PangoLayoutIter* iterator) const { pango_layout_iter_free(iterator); }
};
using LineIterator = std::unique_ptr<PangoLayoutIter, FreeIterator>;

}  // namespace

PangoLayout* PageLayout::make(const std::string& text, Weight weight, double width) {
    auto* layout = pango_cairo_create_layout(context_);
    layouts_.emplace_back(layout);
    auto* font = pango_font_description_from_string(family);
    const auto size = weight == Weight::small ? small_points : body_points;
    pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
    if (weight == Weight::bold) pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    if (width > 0) {
        pango_layout_set_width(layout, static_cast<int>(width * PANGO_SCALE));
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    }
    pango_layout_set_text(layout, text.data(), static_cast<int>(text.size()));
    if (pango_layout_get_unknown_glyphs_count(layout) > 0) has_unknown_glyphs_ = true;
    return layout;
}

Size PageLayout::place(const std::string& text, Point at, Weight weight) {
    auto* layout = make(text, weight, 0);
    const auto baseline = at.y + points(pango_layout_get_baseline(layout));
    placed_.push_back({0, {at.x, baseline}, pango_layout_get_line_readonly(layout, 0)});
    PangoRectangle extents;
    pango_layout_get_extents(layout, nullptr, &extents);
    return {points(extents.width), points(extents.height)};
}

void PageLayout::flow_from(double first_top, double next_top, double bottom) {
    y_ = first_top;
    next_top_ = next_top;
    bottom_ = bottom;
}

void PageLayout::flow(const std::string& text, Column column, Weight weight) {
    auto* layout = make(text, weight, column.width);
    const LineIterator iterator(pango_layout_get_iter(layout));
    do {
        PangoRectangle extents;
        pango_layout_iter_get_line_extents(iterator.get(), nullptr, &extents);
        const auto height = points(extents.height);
        if (y_ + height > bottom_) next_page();
        const auto above = points(pango_layout_iter_get_baseline(iterator.get()) - extents.y);
        const Point baseline{column.left + points(extents.x), y_ + above};
        placed_.push_back({page_, baseline, pango_layout_iter_get_line_readonly(iterator.get())});
        y_ += height;
    } while (pango_layout_iter_next_line(iterator.get()) != 0 && page_ < pages_max_);
}

void PageLayout::keep_together(double height) {
    if (y_ + height > bottom_) next_page();
}

void PageLayout::next_page() {
    ++page_;
    y_ = next_top_;
}

void PageLayout::number_pages(double head_top, double foot_baseline, const std::string& head) {
    if (page_ == 0) return;
    constexpr double head_left = 72;
    for (int page = 0; page <= page_; ++page) {
        const auto number = "Page " + std::to_string(page + 1) + " of " + std::to_string(page_ + 1);
        auto* foot = make(number, Weight::small, 0);
        PangoRectangle extents;
        pango_layout_get_extents(foot, nullptr, &extents);
        const Point centred{page_centre - points(extents.width) / 2, foot_baseline};
        placed_.push_back({page, centred, pango_layout_get_line_readonly(foot, 0)});
        if (page == 0) continue;
        auto* line = make(head, Weight::small, 2 * (page_centre - head_left));
        pango_layout_set_ellipsize(line, PANGO_ELLIPSIZE_END);
        const auto baseline = head_top + points(pango_layout_get_baseline(line));
        placed_.push_back({page, {head_left, baseline}, pango_layout_get_line_readonly(line, 0)});
    }
}

std::optional<Error> PageLayout::refusal() const {
    if (has_unknown_glyphs_) {
        return Error{
            Failure::invalid,
            "letters.unprintable",
            "A character in this letter is in none of the fonts that can be printed."};
    }
    if (page_ >= pages_max_) {
        return Error{
            Failure::invalid,
            "letters.too_long",
            "This may have " + std::to_string(pages_max_) + " pages, not more."};
    }
    return std::nullopt;
}

void PageLayout::draw() {
    for (int page = 0; page <= page_; ++page) {
        for (const auto& piece : placed_) {
            if (piece.page != page) continue;
            cairo_move_to(context_, piece.baseline.x, piece.baseline.y);
            pango_cairo_show_layout_line(context_, piece.line);
        }
        cairo_show_page(context_);
    }
}

}  // namespace fairfile::letters
