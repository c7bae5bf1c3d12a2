// Lines of text on pages, by pango: placed at a point or flowing from page to page. Internal to the
// slice; nothing is drawn before `draw`.
#pragma once

#include "base/result.hpp"

#include <cairo.h>
#include <pango/pangocairo.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace fairfile::letters {

enum class Weight { normal, bold, small };

struct Point {
    double x = 0;
    double y = 0;
};
struct Size {
    double width = 0;
    double height = 0;
};
struct Column {
    double left = 0;
    double width = 0;
};

class PageLayout {
  public:
    PageLayout(cairo_t* context, int pages_max) : context_(context), pages_max_(pages_max) {}

    /// One text at its place on page 1.
    Size place(const std::string& text, Point at, Weight weight);

    /// From here on text flows: down page 1 from `first_top`, down later pages from `next_top`.
    void flow_from(double first_top, double next_top, double bottom);
    void flow(const std::string& text, Column column, Weight weight);
    void skip(double height) { y_ += height; }
    /// Begins a new page unless that much height is left.
    void keep_together(double height);

    /// Numbers the pages when there are several; `head` stands on top of every page but the first.
    void number_pages(double head_top, double foot_baseline, const std::string& head);

    int count() const { return page_ + 1; }
    std::optional<Error> refusal() const;
    void draw();

  private:
    struct FreeObject {
        void operator()(void* object) const { g_object_unref(object); }
    };
    using Layout = std::unique_ptr<PangoLayout, FreeObject>;
    struct Placed {
        int page;
        Point baseline;
        PangoLayoutLine* line;  // owned by its layout in layouts_
    };

    PangoLayout* make(const std::string& text, Weight weight, double width);
    void next_page();

    cairo_t* context_;
    int pages_max_;
    std::vector<Layout> layouts_;
    std::vector<Placed> placed_;
    int page_ = 0;
    double y_ = 0;
    double next_top_ = 0;
    double bottom_ = 0;
    bool has_unknown_glyphs_ = false;
};

}  // namespace fairfile::letters
