// A PDF being drawn, line by line from the top, with page breaks, page numbers and embedded fonts
// with their Unicode maps. The same calls give the same bytes.
#pragma once

#include "base/dates.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace fairfile::synthetic {

enum class Weight { plain, bold };

struct Ink {
    double size = 8.5;
    Weight weight = Weight::plain;
    double grey = 0;  // 0 is black
};

struct Paperwork {
    std::string_view typeface;
    std::string title;
    PartialDate date;  // also the file's creation date
};

class Paper {
  public:
    static constexpr double left = 42;
    static constexpr double right = 570;
    static constexpr double width = right - left;

    explicit Paper(const Paperwork& paperwork);
    ~Paper();
    Paper(const Paper&) = delete;
    Paper& operator=(const Paper&) = delete;

    /// Breaks the page unless so much height is left.
    void need(double height);
    void skip(double height) { y_ += height; }
    double y() const { return y_; }

    /// Text whose line is at the current place; the place stays.
    void text(double x, std::string_view content, const Ink& ink);
    void rule(double grey = 0.6);
    void box(double x, double box_width, double height);
    void shade(double x, double shade_width, double height, double grey);

    double width_of(std::string_view content, const Ink& ink);
    /// Words in lines no wider than asked; a single word may be wider.
    std::vector<std::string> wrapped(std::string_view content, double most, const Ink& ink);

    std::string finish();

  private:
    struct Surface;
    void use(const Ink& ink);
    void end_page();

    std::unique_ptr<Surface> surface_;
    std::string typeface_;
    std::string title_;
    double y_ = 0;
    int page_ = 1;
};

}  // namespace fairfile::synthetic
