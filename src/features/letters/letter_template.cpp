#include "features/letters/letter_template.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <memory>

namespace fairfile::letters {

namespace {

constexpr std::size_t depth_max = 8;
constexpr std::size_t text_bytes_max = 256 * 1024;

enum class Kind { text, fact, when, unless };

struct Node {
    Kind kind = Kind::text;
    std::string_view word;  // the text itself, or the fact's name
    std::vector<Node> children = {};
};

/// Template to tree. A section tag alone in its line takes the line with it.
class Parser {
  public:
    explicit Parser(std::string_view body) : rest_(body) {}

    bool parse(std::vector<Node>& into, std::string_view section, std::size_t depth) {
        if (depth > depth_max) return false;
        while (!rest_.empty()) {
            const auto open = rest_.find("{{");
            if (open == std::string_view::npos) break;
            const auto close = rest_.find("}}", open);
            if (close == std::string_view::npos) return false;
            const auto tag = trim(rest_.substr(open + 2, close - open - 2));
            if (!take_tag(into, tag, open, close + 2)) return false;
            if (tag.starts_with('/')) return tag.substr(1) == section;
            if (tag.starts_with('#') || tag.starts_with('^')) {
                auto& node = into.back();
                if (!parse(node.children, node.word, depth + 1)) return false;
            }
        }
        if (!rest_.empty()) into.push_back({Kind::text, rest_});
        rest_ = {};
        return section.empty();
    }

  private:
    bool take_tag(
        std::vector<Node>& into, std::string_view tag, std::size_t open, std::size_t end
    ) {
        const bool is_section = !tag.empty() && (tag[0] == '#' || tag[0] == '^' || tag[0] == '/');
        auto before = rest_.substr(0, open);
        auto after = rest_.substr(end);
        if (is_section) take_line(before, after);
        if (!before.empty()) into.push_back({Kind::text, before});
        at_line_start_ = after.data() > rest_.data() && *(after.data() - 1) == '\n';
        rest_ = after;
        const auto name = is_section ? tag.substr(1) : tag;
        if (!is_name(name)) return false;
        if (tag[0] == '/') return true;
        const auto kind = tag[0] == '#' ? Kind::when : tag[0] == '^' ? Kind::unless : Kind::fact;
        into.push_back({kind, name});
        return true;
    }

    void take_line(std::string_view before, std::string_view& after) const {
        const bool starts = before.empty() ? at_line_start_ : before.back() == '\n';
        if (starts && after.starts_with('\n')) after.remove_prefix(1);
    }

    static bool is_name(std::string_view name) {
        const auto fits = [](char c) { return is_letter(c) || is_digit(c) || c == '_'; };
        return !name.empty() && std::all_of(name.begin(), name.end(), fits);
    }

    std::string_view rest_;
    bool at_line_start_ = true;
};

class Renderer {
  public:
    explicit Renderer(const Facts& facts) : facts_(facts) {}

    void write(const std::vector<Node>& nodes, const FactMap* item) {
        for (const auto& node : nodes) {
            if (rendered.text.size() > text_bytes_max) return;
            write(node, item);
        }
    }

    Rendered rendered;

  private:
    void write(const Node& node, const FactMap* item) {
        if (node.kind == Kind::text) {
            rendered.text += node.word;
        } else if (node.kind == Kind::fact) {
            write_fact(node.word, item);
        } else if (node.word == "items") {
            const bool wanted = node.kind == Kind::when;
            if (!wanted && facts_.items.empty()) write(node.children, item);
            for (const auto& each : facts_.items) {
                if (wanted) write(node.children, &each);
            }
        } else if ((find(node.word, item) != nullptr) == (node.kind == Kind::when)) {
            write(node.children, item);
        }
    }

    void write_fact(std::string_view name, const FactMap* item) {
        if (const auto* fact = find(name, item)) {
            rendered.text += *fact;
            return;
        }
        auto& missing = rendered.missing;
        if (std::find(missing.begin(), missing.end(), name) == missing.end()) {
            missing.emplace_back(name);
        }
    }

    const std::string* find(std::string_view name, const FactMap* item) const {
        for (const auto* map : {item, &facts_.values}) {
            if (!map) continue;
            const auto entry = map->find(name);
            if (entry != map->end() && !entry->second.empty()) return &entry->second;
        }
        return nullptr;
    }

    const Facts& facts_;
};

}  // namespace

Result<Rendered> render(std::string_view body, const Facts& facts) {
    std::vector<Node> tree;
    if (!Parser(body).parse(tree, {}, 0)) {
        return Error{
            Failure::invalid,
            "letters.template_broken",
            "This kind of letter cannot be written just now: its template is damaged."};
    }
    Renderer renderer(facts);
    renderer.write(tree, nullptr);
    return std::move(renderer.rendered);
}

}  // namespace fairfile::letters
