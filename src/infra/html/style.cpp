#include "infra/html/style.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>

namespace fairfile::html {

namespace {

constexpr std::size_t css_length_max = 500'000;
constexpr std::size_t rules_max = 4'000;
constexpr int columns_max = 12;

using Declarations = std::map<std::string, std::string>;

struct Compound {
    std::string tag;
    std::vector<std::string> classes;
};

/// ".accounts .row > div": the last part is the element, the others are among its ancestors.
struct Rule {
    std::vector<Compound> path;
    Declarations declarations;
};

Declarations declarations_in(std::string_view text) {
    Declarations found;
    for (const auto part : split(text, ';')) {
        const auto colon = part.find(':');
        if (colon == std::string_view::npos) continue;
        auto value = to_lower(trim(part.substr(colon + 1)));
        if (const auto bang = value.find('!'); bang != std::string::npos) value.resize(bang);
        found.insert_or_assign(to_lower(trim(part.substr(0, colon))), std::string(trim(value)));
    }
    return found;
}

std::optional<Compound> compound_in(std::string_view text) {
    Compound compound;
    for (std::size_t i = 0; i < text.size();) {
        const auto end = std::min(text.find_first_of(".#", i + 1), text.size());
        const auto part = text.substr(i, end - i);
        if (part.starts_with('#') || part.find_first_of("[:*+~()") != std::string_view::npos) {
            return std::nullopt;
        }
        if (part.starts_with('.')) {
            compound.classes.emplace_back(part.substr(1));
        } else {
            compound.tag = to_lower(part);
        }
        i = end;
    }
    return compound;
}

std::optional<std::vector<Compound>> path_in(std::string_view selector) {
    std::vector<Compound> path;
    std::string spaced(selector);
    std::replace(spaced.begin(), spaced.end(), '>', ' ');
    const auto text = collapse_spaces(spaced);
    for (const auto part : split(text, ' ')) {
        auto compound = compound_in(part);
        if (!compound) return std::nullopt;
        path.push_back(std::move(*compound));
    }
    if (path.empty() || (path.back().tag.empty() && path.back().classes.empty())) {
        return std::nullopt;
    }
    return path;
}

std::string without_comments(std::string_view css) {
    std::string out;
    while (!css.empty()) {
        const auto begin = std::min(css.find("/*"), css.size());
        out += css.substr(0, begin);
        const auto end = css.find("*/", begin);
        css = end == std::string_view::npos ? std::string_view() : css.substr(end + 2);
    }
    return out;
}

/// Rules inside @media count too: a saved page is looked at on a screen and printed.
std::vector<Rule> rules_in(std::string_view source) {
    std::vector<Rule> rules;
    const auto css = without_comments(source.substr(0, css_length_max));
    std::size_t at = 0;
    while (at < css.size() && rules.size() < rules_max) {
        const auto open = css.find_first_of("{}", at);
        if (open == std::string::npos) break;
        const auto head = trim(std::string_view(css).substr(at, open - at));
        at = open + 1;
        if (css[open] == '}' || head.starts_with('@')) continue;
        const auto close = std::min(css.find('}', at), css.size());
        const auto declarations = declarations_in(std::string_view(css).substr(at, close - at));
        at = std::min(close + 1, css.size());
        for (const auto selector : split(head, ',')) {
            auto path = path_in(trim(selector));
            if (path) rules.push_back(Rule{std::move(*path), declarations});
        }
    }
    return rules;
}

bool has_class(const std::string& classes, std::string_view name) {
    for (std::size_t at = classes.find(name); at != std::string::npos;
         at = classes.find(name, at + 1)) {
        const bool begins = at == 0 || is_space(classes[at - 1]);
        const auto end = at + name.size();
        if (begins && (end == classes.size() || is_space(classes[end]))) return true;
    }
    return false;
}

bool fits(const Node& node, const Compound& compound) {
    if (!compound.tag.empty() && compound.tag != node.tag) return false;
    return std::all_of(compound.classes.begin(), compound.classes.end(), [&](const auto& name) {
        return has_class(node.classes, name);
    });
}

bool fits_rule(const Tree& tree, NodeId id, const Rule& rule) {
    if (!fits(tree.nodes[id], rule.path.back())) return false;
    auto left = rule.path.size() - 1;
    while (left > 0 && id != 0) {
        id = tree.nodes[id].parent;
        if (fits(tree.nodes[id], rule.path[left - 1])) --left;
    }
    return left == 0;
}

template <std::size_t count>
bool is_one_of(const std::array<std::string_view, count>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

Style style_of_tag(const std::string& tag) {
    static constexpr std::array<std::string_view, 16> with_margin{
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "dl",
        "hr",
        "pre",
        "blockquote",
        "table",
        "fieldset",
        "figure"};
    static constexpr std::array<std::string_view, 20> blocks{
        "html",    "body",   "div",     "section", "article", "header",    "footer",
        "main",    "nav",    "aside",   "li",      "dt",      "dd",        "form",
        "address", "center", "details", "summary", "caption", "figcaption"};
    Style style;
    style.margin = is_one_of(with_margin, tag);
    if (tag == "table") {
        style.display = Display::table;
    } else if (tag == "tr") {
        style.display = Display::table_row;
    } else if (tag == "td" || tag == "th") {
        style.display = Display::cell;
    } else if (tag == "thead" || tag == "tbody" || tag == "tfoot") {
        style.display = Display::block;
    } else if (tag == "head" || tag == "select" || tag == "datalist") {
        style.display = Display::nothing;
    } else if (style.margin || is_one_of(blocks, tag)) {
        style.display = Display::block;
    }
    return style;
}

/// Tracks in a list without brackets but those of minmax: "120px minmax(0, 1fr) auto".
int tracks_in(std::string_view text) {
    int tracks = 0;
    int depth = 0;
    bool inside = false;
    for (const char character : text) {
        depth += character == '(' ? 1 : character == ')' ? -1 : 0;
        const bool blank = character == ' ' && depth == 0;
        if (!blank && !inside) ++tracks;
        inside = !blank;
    }
    return tracks;
}

/// "1fr 1fr", "repeat(3, 1fr)", "120px repeat(8, 60px)".
int columns_of(std::string text) {
    int columns = 0;
    constexpr std::string_view opening = "repeat(";
    for (auto at = text.find(opening); at != std::string::npos; at = text.find(opening)) {
        const auto start = at + opening.size();
        const auto comma = std::min(text.find(',', start), text.size());
        auto end = std::min(text.find(')', comma), text.size());
        const bool nested = text.substr(comma, end - comma).find('(') != std::string::npos;
        if (nested) end = std::min(text.find(')', end + 1), text.size());
        const auto inner = comma < end ? text.substr(comma + 1, end - comma - 1) : std::string();
        const int count = std::clamp(std::atoi(text.c_str() + start), 1, columns_max);
        columns += count * std::max(1, tracks_in(trim(inner)));
        text.replace(at, std::min(end + 1, text.size()) - at, " ");
    }
    columns += tracks_in(collapse_spaces(text));
    return std::clamp(columns, 1, columns_max);
}

std::string value_of(const Declarations& all, const char* name) {
    const auto found = all.find(name);
    return found == all.end() ? std::string() : found->second;
}

void follow(Style& style, const Declarations& all) {
    const auto display = value_of(all, "display");
    if (display == "none" || value_of(all, "visibility") == "hidden") {
        style.display = Display::nothing;
    } else if (display == "flex" || display == "inline-flex") {
        style.display = Display::row;
    } else if (display == "grid") {
        style.display = Display::grid;
    } else if (display == "inline-block" || value_of(all, "float").size() > 4) {
        style.display = Display::piece;
    } else if (value_of(all, "float") == "left") {
        style.display = Display::piece;
    } else if (display == "block" || display == "list-item") {
        style.display = Display::block;
    } else if (display == "inline") {
        style.display = Display::inline_text;
    } else if (display == "table") {
        style.display = Display::table;
    } else if (display == "table-row") {
        style.display = Display::table_row;
    } else if (display == "table-cell") {
        style.display = Display::cell;
    }
    const bool down = value_of(all, "flex-direction").starts_with("column");
    if (down && style.display == Display::row) style.display = Display::block;
    const auto blanks = value_of(all, "white-space");
    if (!blanks.empty()) style.typed = blanks.starts_with("pre") || blanks == "break-spaces";
    const auto columns = value_of(all, "grid-template-columns");
    if (!columns.empty()) style.columns = columns_of(columns);
    if (style.display == Display::grid && style.columns < 2) style.display = Display::block;
}

/// Rules by the tag or first class of their last part, so that an element asks few of them.
class Sheet {
  public:
    explicit Sheet(std::vector<Rule> rules) : rules_(std::move(rules)) {
        for (std::size_t i = 0; i < rules_.size(); ++i) {
            const auto& last = rules_[i].path.back();
            by_key_[last.classes.empty() ? last.tag : "." + last.classes.front()].push_back(i);
        }
    }

    void apply_to(const Tree& tree, NodeId id, Style& style) const {
        std::vector<std::size_t> asked;
        const auto ask = [&](const std::string& key) {
            const auto found = by_key_.find(key);
            if (found == by_key_.end()) return;
            asked.insert(asked.end(), found->second.begin(), found->second.end());
        };
        const auto& node = tree.nodes[id];
        ask(node.tag);
        const auto classes = collapse_spaces(node.classes);
        for (const auto name : split(classes, ' ')) ask("." + std::string(name));
        std::sort(asked.begin(), asked.end());
        for (const auto rule : asked) {
            if (fits_rule(tree, id, rules_[rule])) follow(style, rules_[rule].declarations);
        }
    }

  private:
    std::vector<Rule> rules_;
    std::map<std::string, std::vector<std::size_t>> by_key_;
};

}  // namespace

std::vector<Style> styles_of(const Tree& tree) {
    const Sheet sheet(rules_in(tree.css));
    std::vector<Style> styles(tree.nodes.size());
    for (NodeId id = 0; id < tree.nodes.size(); ++id) {
        const auto& node = tree.nodes[id];
        if (node.is_text()) continue;
        auto& style = styles[id];
        style = style_of_tag(node.tag);
        // Parents come before their children.
        style.typed = node.tag == "pre" || (id > 0 && styles[node.parent].typed);
        sheet.apply_to(tree, id, style);
        if (!node.style.empty()) follow(style, declarations_in(node.style));
        if (node.hidden) style.display = Display::nothing;
    }
    return styles;
}

}  // namespace fairfile::html
