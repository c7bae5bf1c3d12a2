#include "infra/html/tree.hpp"

#include "base/text.hpp"
#include "infra/html/text_decoding.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace fairfile::html {

namespace {

constexpr std::size_t nodes_max = 400'000;
constexpr std::size_t depth_max = 200;  // beyond, elements are flattened into their parent
constexpr std::size_t attribute_length_max = 2'000;
constexpr int colspan_max = 64;

template <std::size_t count>
bool is_one_of(const std::array<std::string_view, count>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr std::array<std::string_view, 14> void_tags{
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "param",
    "source",
    "track",
    "wbr"};
/// Their content is not text of the page.
constexpr std::array<std::string_view, 10> raw_tags{
    "script",
    "style",
    "template",
    "noscript",
    "title",
    "textarea",
    "svg",
    "iframe",
    "object",
    "math"};
constexpr std::array<std::string_view, 24> closes_paragraph{
    "p",      "div",     "table", "ul",   "ol",  "dl",   "h1",      "h2",
    "h3",     "h4",      "h5",    "h6",   "hr",  "form", "section", "article",
    "header", "address", "aside", "main", "nav", "pre",  "footer",  "fieldset"};

struct Tag {
    std::string name;
    bool closes = false;
    bool closes_itself = false;
    Node element;
};

class Parser {
  public:
    explicit Parser(std::string_view source) : source_(source) {
        tree_.nodes.emplace_back();
        tree_.nodes.front().tag = "html";
        open_.push_back(0);
    }

    Result<Tree> run() {
        while (at_ < source_.size()) {
            if (tree_.nodes.size() > nodes_max) {
                return Error{
                    Failure::invalid, "document.too_large", "The page has too many elements."};
            }
            if (source_[at_] == '<') {
                markup();
            } else {
                text();
            }
        }
        return std::move(tree_);
    }

  private:
    void text() {
        const auto end = std::min(source_.find('<', at_), source_.size());
        add_text(source_.substr(at_, end - at_));
        at_ = end;
    }

    void add_text(std::string_view raw) {
        if (trim(raw).empty() && raw.find_first_of(" \t\r\n") == std::string_view::npos) return;
        Node node;
        node.text = decode_references(raw);
        node.parent = open_.back();
        append(std::move(node));
    }

    NodeId append(Node node) {
        const auto id = static_cast<NodeId>(tree_.nodes.size());
        tree_.nodes[node.parent].children.push_back(id);
        tree_.nodes.push_back(std::move(node));
        return id;
    }

    void markup() {
        const auto rest = source_.substr(at_);
        if (rest.starts_with("<!--")) {
            const auto end = rest.find("-->", 4);
            at_ = end == std::string_view::npos ? source_.size() : at_ + end + 3;
            return;
        }
        if (rest.starts_with("<!") || rest.starts_with("<?")) {
            const auto end = rest.find('>');
            at_ = end == std::string_view::npos ? source_.size() : at_ + end + 1;
            return;
        }
        auto tag = read_tag();
        if (tag.name.empty()) {
            add_text("<");  // a sign, not a tag: "balance < limit"
            ++at_;
            return;
        }
        if (tag.closes) {
            close(tag.name);
        } else {
            begin(std::move(tag));
        }
    }

    /// Leaves `at_` behind the tag; without a name it is none and nothing has moved.
    Tag read_tag() {
        Tag tag;
        auto at = at_ + 1;
        tag.closes = at < source_.size() && source_[at] == '/';
        if (tag.closes) ++at;
        if (at >= source_.size() || !is_letter(source_[at])) return {};
        while (at < source_.size() && (is_letter(source_[at]) || is_digit(source_[at]) ||
                                       source_[at] == '-' || source_[at] == ':')) {
            tag.name.push_back(source_[at++]);
        }
        tag.name = to_lower(tag.name);
        while (at < source_.size() && source_[at] != '>') at = attribute(tag, at);
        at_ = std::min(at + 1, source_.size());
        return tag;
    }

    std::size_t attribute(Tag& tag, std::size_t at) const {
        if (source_[at] == '/') {
            tag.closes_itself = at + 1 < source_.size() && source_[at + 1] == '>';
            return at + 1;
        }
        if (is_space(source_[at])) return at + 1;
        const auto name_end = std::min(source_.find_first_of("=> \t\r\n/", at), source_.size());
        const auto name = to_lower(source_.substr(at, name_end - at));
        at = std::max(name_end, at + 1);
        std::string_view value;
        if (name_end < source_.size() && source_[name_end] == '=') {
            value = attribute_value(name_end + 1, at);
        }
        keep(tag.element, name, value.substr(0, attribute_length_max));
        return at;
    }

    std::string_view attribute_value(std::size_t at, std::size_t& end) const {
        if (at < source_.size() && (source_[at] == '"' || source_[at] == '\'')) {
            const auto close = std::min(source_.find(source_[at], at + 1), source_.size());
            end = std::min(close + 1, source_.size());
            return source_.substr(at + 1, close - at - 1);
        }
        end = std::min(source_.find_first_of("> \t\r\n", at), source_.size());
        return source_.substr(at, end - at);
    }

    static void keep(Node& element, const std::string& name, std::string_view value) {
        if (name == "class") element.classes = std::string(value);
        if (name == "style") element.style = to_lower(value);
        if (name == "hidden") element.hidden = true;
        if (name == "colspan") {
            element.colspan = std::clamp(std::atoi(std::string(value).c_str()), 1, colspan_max);
        }
    }

    void begin(Tag tag) {
        if (is_one_of(raw_tags, tag.name)) {
            if (!tag.closes_itself) skip_raw(tag.name);
            return;
        }
        close_implied(tag.name);
        auto node = std::move(tag.element);
        node.tag = tag.name;
        node.parent = open_.back();
        const auto id = append(std::move(node));
        const bool is_void = is_one_of(void_tags, tag.name) || tag.closes_itself;
        if (!is_void && open_.size() < depth_max) open_.push_back(id);
    }

    void skip_raw(const std::string& name) {
        const auto start = at_;
        const auto end_tag = "</" + name;
        auto end = at_;
        while (end < source_.size()) {
            end = std::min(source_.find("</", end), source_.size());
            if (to_lower(source_.substr(end, end_tag.size())) == end_tag) break;
            end = std::min(end + 2, source_.size());
        }
        if (name == "style") tree_.css += std::string(source_.substr(start, end - start)) + "\n";
        const auto close = std::min(source_.find('>', end), source_.size());
        at_ = std::min(close + 1, source_.size());
    }

    /// A cell ends with the next one, a row with the next row, a list entry with the next.
    void close_implied(const std::string& name) {
        if (is_one_of(closes_paragraph, name)) close_within("p", {"td", "th", "li", "div"});
        if (name == "li") close_within("li", {"ul", "ol"});
        if (name == "dt" || name == "dd") {
            close_within("dt", {"dl"});
            close_within("dd", {"dl"});
        }
        if (name == "td" || name == "th" || name == "tr") {
            close_within("td", {"tr", "table"});
            close_within("th", {"tr", "table"});
        }
        if (name == "tr" || name == "tbody" || name == "tfoot") close_within("tr", {"table"});
    }

    void close_within(std::string_view name, std::initializer_list<std::string_view> walls) {
        for (auto depth = open_.size(); depth > 1; --depth) {
            const auto& tag = tree_.nodes[open_[depth - 1]].tag;
            if (tag == name) {
                open_.resize(depth - 1);
                return;
            }
            if (std::find(walls.begin(), walls.end(), tag) != walls.end()) return;
        }
    }

    void close(const std::string& name) {
        const bool in_cell = name != "table" && name != "tr" && name != "td" && name != "th" &&
                             name != "tbody" && name != "thead" && name != "html" && name != "body";
        for (auto depth = open_.size(); depth > 1; --depth) {
            const auto& tag = tree_.nodes[open_[depth - 1]].tag;
            if (tag == name) {
                open_.resize(depth - 1);
                return;
            }
            if (in_cell && (tag == "td" || tag == "th" || tag == "table")) return;
        }
    }

    std::string_view source_;
    std::size_t at_ = 0;
    Tree tree_;
    std::vector<NodeId> open_;
};

}  // namespace

Result<Tree> parse(std::string_view source) {
    return Parser(source).run();
}

}  // namespace fairfile::html
