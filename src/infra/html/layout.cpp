#include "infra/html/layout.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <iterator>

namespace fairfile::html {

namespace {

constexpr int wrap_width = 150;
constexpr int cell_gap = 3;
constexpr std::size_t leaf_length_max = 90;
constexpr std::size_t guessed_cells_max = 8;
constexpr std::size_t lines_max = 400'000;
constexpr std::size_t tab_width = 8;

struct Area {
    std::vector<TextLine> lines;
    int width = 0;
};

void add_blank(Area& area) {
    if (!area.lines.empty() && !area.lines.back().pieces.empty()) area.lines.emplace_back();
}

int right_of(const TextLine& line) {
    int right = 0;
    for (const auto& piece : line.pieces) {
        right = std::max(right, piece.column + width_of(piece.text));
    }
    return right;
}

void put_below(Area& area, Area&& more) {
    area.width = std::max(area.width, more.width);
    std::move(more.lines.begin(), more.lines.end(), std::back_inserter(area.lines));
}

/// A row of cells as wide as their columns; lines of one row belong together.
void put_row(Area& area, std::vector<Area> cells, const std::vector<int>& lefts) {
    std::size_t height = 0;
    for (auto& cell : cells) {
        while (!cell.lines.empty() && cell.lines.back().pieces.empty()) cell.lines.pop_back();
        height = std::max(height, cell.lines.size());
    }
    for (std::size_t row = 0; row < height; ++row) {
        TextLine line;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (row >= cells[i].lines.size()) continue;
            for (auto& piece : cells[i].lines[row].pieces) {
                line.pieces.push_back({piece.column + lefts[i], std::move(piece.text)});
            }
        }
        line.joined = row > 0;
        area.width = std::max(area.width, right_of(line));
        area.lines.push_back(std::move(line));
    }
}

struct GridRow {
    std::vector<Area> cells;
    std::vector<std::size_t> columns;  // where each cell starts
};

/// Rows whose cells stand below each other in columns as wide as the widest.
Area in_columns(std::vector<GridRow> rows) {
    std::vector<int> widths;
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            const auto column = row.columns[i];
            if (widths.size() <= column) widths.resize(column + 1, 0);
            const bool spans = i + 1 < row.cells.size() && row.columns[i + 1] > column + 1;
            if (!spans) widths[column] = std::max(widths[column], row.cells[i].width);
        }
    }
    std::vector<int> lefts(widths.size() + 1, 0);
    for (std::size_t i = 0; i < widths.size(); ++i) {
        lefts[i + 1] = lefts[i] + widths[i] + (widths[i] > 0 ? cell_gap : 0);
    }
    Area area;
    for (auto& row : rows) {
        std::vector<int> places;
        for (const auto column : row.columns) places.push_back(lefts[column]);
        put_row(area, std::move(row.cells), places);
    }
    return area;
}

class Layout {
  public:
    explicit Layout(const Tree& tree) : tree_(tree), styles_(styles_of(tree)) {
        lengths_.assign(tree.nodes.size(), 0);
        has_block_.assign(tree.nodes.size(), false);
        for (auto id = static_cast<NodeId>(tree.nodes.size()); id-- > 1;) measure(id);
    }

    Area run() { return block(0); }

  private:
    const Node& node(NodeId id) const { return tree_.nodes[id]; }
    Display display(NodeId id) const { return styles_[id].display; }
    bool is_hidden(NodeId id) const { return display(id) == Display::nothing; }

    /// Parents come before their children: lengths are summed from the end.
    void measure(NodeId id) {
        const auto parent = node(id).parent;
        if (is_hidden(id)) return;
        if (node(id).is_text()) lengths_[id] = trim(node(id).text).size();
        lengths_[parent] += lengths_[id];
        const bool inside = !node(id).is_text() && display(id) != Display::inline_text;
        if (inside || has_block_[id]) has_block_[parent] = true;
    }

    bool is_blank(NodeId id) const { return lengths_[id] == 0; }

    /// What counts: elements that show something, and texts that are not blank.
    std::vector<NodeId> shown(NodeId id) const {
        std::vector<NodeId> found;
        for (const auto child : node(id).children) {
            const bool element = !node(child).is_text();
            if (is_hidden(child) || (!element && is_blank(child))) continue;
            const bool empty = element && is_blank(child) && node(child).tag != "br";
            if (empty && display(child) == Display::inline_text) continue;
            found.push_back(child);
        }
        return found;
    }

    bool stands_alone(NodeId id) const {
        return !node(id).is_text() && display(id) != Display::inline_text &&
               display(id) != Display::piece;
    }

    Area block(NodeId id) {
        switch (display(id)) {
            case Display::table:
                return table(id);
            case Display::table_row:
            case Display::row:
                return rows({id});
            case Display::grid:
                return grid(id);
            default:
                break;
        }
        if (styles_[id].typed && !has_block_[id]) return typed(id);
        const auto children = shown(id);
        if (all_pieces(children)) return rows({id});
        return stack(children);
    }

    bool all_pieces(const std::vector<NodeId>& children) const {
        return children.size() >= 2 &&
               std::all_of(children.begin(), children.end(), [this](NodeId child) {
                   const auto shape = display(child);
                   return !node(child).is_text() &&
                          (shape == Display::piece || shape == Display::cell);
               });
    }

    Area stack(const std::vector<NodeId>& children) {
        Area area;
        for (std::size_t i = 0; i < children.size() && area.lines.size() < lines_max;) {
            const auto child = children[i];
            if (!stands_alone(child) && !has_block_[child]) {
                auto last = i;
                while (last < children.size() && !stands_alone(children[last]) &&
                       !has_block_[children[last]]) {
                    ++last;
                }
                put_below(
                    area,
                    paragraph(
                        {children.begin() + static_cast<std::ptrdiff_t>(i),
                         children.begin() + static_cast<std::ptrdiff_t>(last)}
                    )
                );
                i = last;
                continue;
            }
            const auto run = row_like_run(children, i);
            const bool margin = styles_[child].margin;
            if (margin) add_blank(area);
            if (run.size() > 1 || is_row(child)) {
                put_below(area, rows(run));
            } else {
                put_below(area, block(child));
            }
            if (margin) add_blank(area);
            i += std::max<std::size_t>(run.size(), 1);
        }
        return area;
    }

    bool is_row(NodeId id) const {
        return display(id) == Display::row || display(id) == Display::table_row;
    }

    /// Neighbours that are rows by their style, or look like rows: short texts in the same number,
    /// again and again. "dt" and its "dd" are one as well.
    std::vector<NodeId> row_like_run(const std::vector<NodeId>& children, std::size_t at) const {
        std::vector<NodeId> run{children[at]};
        const auto cells = cell_count(children[at]);
        const bool styled = is_row(children[at]);
        for (auto i = at + 1; i < children.size(); ++i) {
            const auto next = children[i];
            const bool alike = is_row(next) == styled && node(next).tag == node(children[at]).tag &&
                               cells >= 2 && cell_count(next) == cells;
            if (!alike) break;
            run.push_back(next);
        }
        return run;
    }

    /// How many cells side by side; 0 when it is no row.
    std::size_t cell_count(NodeId id) const {
        const auto children = shown(id);
        if (is_row(id)) return children.size();
        if (display(id) != Display::block || children.size() > guessed_cells_max) return 0;
        const bool short_cells = std::all_of(children.begin(), children.end(), [&](NodeId child) {
            return !node(child).is_text() && !has_block_[child] &&
                   lengths_[child] <= leaf_length_max && node(child).tag != "br" &&
                   node(child).tag != "a" && node(child).tag != "p" && node(child).tag != "li" &&
                   node(child).tag[0] != 'h';
        });
        return short_cells ? children.size() : 0;
    }

    Area rows(const std::vector<NodeId>& ids) {
        std::vector<GridRow> all;
        for (const auto id : ids) {
            GridRow row;
            std::size_t column = 0;
            for (const auto child : shown(id)) {
                row.cells.push_back(node(child).is_text() ? paragraph({child}) : content(child));
                row.columns.push_back(column);
                column += static_cast<std::size_t>(node(child).colspan);
            }
            all.push_back(std::move(row));
        }
        return in_columns(std::move(all));
    }

    /// A cell's own content, whatever its place among others.
    Area content(NodeId id) {
        if (display(id) == Display::inline_text) return paragraph({id});
        const auto shape = display(id);
        if (shape == Display::piece || shape == Display::cell) return stack_or_pieces(id);
        return block(id);
    }

    Area stack_or_pieces(NodeId id) {
        if (styles_[id].typed && !has_block_[id]) return typed(id);
        const auto children = shown(id);
        if (all_pieces(children)) return rows({id});
        return stack(children);
    }

    Area grid(NodeId id) {
        const auto columns = static_cast<std::size_t>(styles_[id].columns);
        std::vector<GridRow> all;
        std::size_t column = 0;
        for (const auto child : shown(id)) {
            if (column == 0) all.emplace_back();
            all.back().cells.push_back(node(child).is_text() ? paragraph({child}) : content(child));
            all.back().columns.push_back(column);
            column = (column + 1) % columns;
        }
        return in_columns(std::move(all));
    }

    /// Rows stand in the table or in its bodies; what is neither (a caption) stands above.
    Area table(NodeId id) {
        Area above;
        std::vector<NodeId> found;
        for (const auto child : shown(id)) {
            const auto& tag = node(child).tag;
            if (display(child) == Display::table_row) {
                found.push_back(child);
            } else if (tag == "thead" || tag == "tbody" || tag == "tfoot") {
                for (const auto row : shown(child)) found.push_back(row);
            } else if (!node(child).is_text()) {
                put_below(above, content(child));
            }
        }
        put_below(above, rows(found));
        return above;
    }

    /// Words one after the other, broken where the page breaks them and at a width that no table
    /// reaches.
    Area paragraph(const std::vector<NodeId>& ids) {
        std::vector<std::string> texts(1);
        for (const auto id : ids) collect(id, texts);
        Area area;
        for (const auto& text : texts) wrap(area, collapse_spaces(text));
        return area;
    }

    void collect(NodeId id, std::vector<std::string>& texts) const {
        if (is_hidden(id)) return;
        const auto& one = node(id);
        if (one.is_text()) {
            texts.back() += one.text;
            return;
        }
        if (one.tag == "br") {
            texts.emplace_back();
            return;
        }
        if (display(id) == Display::piece) texts.back() += ' ';
        for (const auto child : one.children) collect(child, texts);
        if (display(id) == Display::piece) texts.back() += ' ';
    }

    /// Text as it was typed, line for line.
    Area typed(NodeId id) const {
        std::vector<std::string> texts(1);
        for (const auto child : node(id).children) collect(child, texts);
        Area area;
        for (const auto& text : texts) {
            for (const auto part : split(text, '\n')) {
                TextLine line;
                auto spread = with_tabs_spread(part);
                area.width = std::max(area.width, width_of(spread));
                if (!trim(spread).empty()) line.pieces.push_back({0, std::move(spread)});
                area.lines.push_back(std::move(line));
            }
        }
        return area;
    }

    static void wrap(Area& area, const std::string& text) {
        TextLine line;
        std::string words;
        const auto flush = [&] {
            if (words.empty()) return;
            area.width = std::max(area.width, width_of(words));
            line.pieces.push_back({0, std::move(words)});
            area.lines.push_back(std::move(line));
            line = TextLine{};
            line.joined = true;
            words.clear();
        };
        for (const auto word : split(text, ' ')) {
            if (word.empty()) continue;
            const bool full = static_cast<int>(words.size() + word.size()) >= wrap_width;
            if (full) flush();
            if (!words.empty()) words += ' ';
            words += word;
        }
        flush();
    }

    const Tree& tree_;
    std::vector<Style> styles_;
    std::vector<std::size_t> lengths_;  // of the text inside
    std::vector<bool> has_block_;       // something inside stands on lines of its own
};

}  // namespace

std::string with_tabs_spread(std::string_view line) {
    std::string out;
    for (const char character : line) {
        if (character == '\t') {
            out.append(tab_width - out.size() % tab_width, ' ');
        } else if (static_cast<unsigned char>(character) >= ' ') {
            out.push_back(character);
        }
    }
    return out;
}

int width_of(const std::string& text) {
    return static_cast<int>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
    }));
}

std::vector<TextLine> lines_of_page(const Tree& tree) {
    return Layout(tree).run().lines;
}

}  // namespace fairfile::html
