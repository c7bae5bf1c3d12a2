#include "features/synthetic/disclosure/sheet.hpp"

#include "base/text.hpp"

#include <array>

namespace fairfile::synthetic {

namespace {

std::string css(const SheetStyle& style) {
    const auto size = std::to_string(style.text_size);
    const auto small = std::to_string(style.text_size - 2);
    const std::string border = style.boxed_months ? "border:1px solid #ccc;" : "";
    return "body{font:" + size + "px '" + std::string(style.typeface) +
           "';margin:18px}h1{font-size:20px}h2{font-size:16px;border-bottom:1px solid #888}"
           "h3{font-size:13px;margin:14px 0 3px}h4{font-size:12px;margin:8px 0 2px}"
           ".two{display:flex;gap:36px}.two>div{flex:1}"
           ".kv{display:flex;justify-content:space-between;gap:12px;padding:2px 0}"
           ".kv b{font-weight:normal;color:#555}"
           ".grid{display:grid;grid-template-columns:1fr 1fr;gap:2px 28px}"
           ".grid>div{display:flex}.grid b{width:135px}"
           ".stacks{display:flex}.stacks>div{flex:1}.stacks p{margin:0 0 6px}"
           ".stacks b{display:block;font-weight:normal;font-size:" +
           small +
           "px;color:#666}"
           "table.v{border-collapse:collapse;width:100%}table.v td{padding:3px;vertical-align:top;"
           "border-bottom:1px solid #eee;width:25%}"
           "table.m{border-collapse:collapse}table.m td{" +
           border + "font-size:" + small +
           "px;padding:2px 5px;text-align:center}"
           "table.b{border-collapse:collapse;width:100%;table-layout:fixed}table.b td{" +
           border +
           "padding:2px 4px;vertical-align:top}"
           "table.narrow{width:430px;font-size:" +
           small +
           "px;overflow-wrap:anywhere}"
           "table.list td{padding:2px 14px 2px 0;vertical-align:top}";
}

constexpr std::array<std::string_view, 5> typefaces{
    "Liberation Sans", "DejaVu Sans", "Liberation Serif", "DejaVu Serif", "Liberation Mono"};

}  // namespace

SheetStyle invent_sheet_style(Dice& dice, std::span<const Arrangement> usual) {
    SheetStyle style;
    style.typeface = typefaces[static_cast<std::size_t>(dice.between(0, dice.chance(10) ? 4 : 3))];
    style.text_size = dice.between(10, 12);
    style.arrangement = usual[static_cast<std::size_t>(dice.next() % usual.size())];
    style.boxed_months = dice.chance(60);
    style.years_ascend = dice.chance(30);
    style.full_month_names = dice.chance(25);
    return style;
}

Sheet::Sheet(const SheetStyle& style) : style_(style) {
    html_ = "<!doctype html>\n<html><head><meta charset=\"utf-8\"><style>" + css(style) +
            "</style></head><body>\n";
}

void Sheet::element(std::string_view tag, std::string_view text) {
    const std::string name(tag);
    html_ += "<" + name + ">" + html_escaped(text) + "</" + name + ">\n";
}

void Sheet::heading(int level, std::string_view text) {
    element("h" + std::to_string(level), text);
}

void Sheet::line(std::string_view text) {
    element("p", text);
}

void Sheet::lines(std::span<const std::string> texts) {
    html_ += "<p>";
    for (std::size_t nth = 0; nth < texts.size(); ++nth) {
        html_ += (nth == 0 ? "" : "<br>") + html_escaped(texts[nth]);
    }
    html_ += "</p>\n";
}

void Sheet::two_panels(std::span<const LabelledValue> values) {
    html_ += "<div class=\"two\"><div>";
    for (std::size_t nth = 0; nth < values.size(); ++nth) {
        if (nth == (values.size() + 1) / 2) html_ += "</div><div>";
        html_ += "<div class=\"kv\"><b>" + html_escaped(values[nth].label) + "</b><span>" +
                 html_escaped(values[nth].printed) + "</span></div>";
    }
    html_ += "</div></div>\n";
}

void Sheet::cells(std::span<const LabelledValue> values, std::size_t across) {
    html_ += "<table class=\"v\">";
    for (std::size_t nth = 0; nth < values.size(); ++nth) {
        if (nth % across == 0) html_ += nth == 0 ? "<tr>" : "</tr>\n<tr>";
        html_ += "<td>" + html_escaped(values[nth].label) + "</td><td>" +
                 html_escaped(values[nth].printed) + "</td>";
    }
    html_ += "</tr></table>\n";
}

void Sheet::stacks(std::span<const LabelledValue> values) {
    html_ += "<div class=\"stacks\"><div>";
    const std::size_t high = (values.size() + 2) / 3;
    for (std::size_t nth = 0; nth < values.size(); ++nth) {
        if (nth != 0 && nth % high == 0) html_ += "</div><div>";
        html_ += "<p><b>" + html_escaped(values[nth].label) + "</b>" +
                 html_escaped(values[nth].printed) + "</p>";
    }
    html_ += "</div></div>\n";
}

void Sheet::values(std::span<const LabelledValue> values, Arrangement arrangement) {
    if (values.empty()) return;
    switch (arrangement) {
        case Arrangement::two_panels:
            return two_panels(values);
        case Arrangement::four_cells:
            return cells(values, 2);
        case Arrangement::two_cells:
            return cells(values, 1);
        case Arrangement::label_above:
            return stacks(values);
        case Arrangement::colon_grid:
            html_ += "<div class=\"grid\">";
            for (const auto& value : values) {
                html_ += "<div><b>" + html_escaped(value.label) + ":</b><span>" +
                         html_escaped(value.printed) + "</span></div>";
            }
            html_ += "</div>\n";
            return;
        case Arrangement::colon_lines:
            for (const auto& value : values) line(value.label + ": " + value.printed);
    }
}

void Sheet::table(std::span<const std::vector<std::string>> rows, std::string_view css_class) {
    html_ += "<table class=\"" + std::string(css_class) + "\">";
    for (const auto& row : rows) {
        html_ += "<tr>";
        for (const auto& cell : row) html_ += "<td>" + html_escaped(cell) + "</td>";
        html_ += "</tr>\n";
    }
    html_ += "</table>\n";
}

std::string Sheet::finish() {
    return html_ + "</body></html>\n";
}

}  // namespace fairfile::synthetic
