#include "infra/http/http.hpp"
#include "infra/http/percent.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace fairfile::http {

namespace {

constexpr std::size_t method_count = 5;

struct Segment {
    std::string_view first;
    std::string_view rest;
    bool is_last;
};

Segment take_segment(std::string_view path) {
    const auto slash = path.find('/');
    if (slash == std::string_view::npos) return {path, {}, true};
    return {path.substr(0, slash), path.substr(slash + 1), false};
}

}  // namespace

/// What lies below one segment of the paths.
struct Router::Node {
    struct Pattern {
        std::string_view name;
        std::string_view prefix;
        std::string_view suffix;
        std::unique_ptr<Node> next;

        std::size_t literal_length() const { return prefix.size() + suffix.size(); }
        std::optional<std::string> value_in(std::string_view segment) const;
    };

    Node() { rows.fill(none); }

    static constexpr std::size_t none = static_cast<std::size_t>(-1);
    std::array<std::size_t, method_count> rows;
    std::unordered_map<std::string_view, std::unique_ptr<Node>> literals;
    std::vector<Pattern> patterns;  // those with more literal text first

    Node& pattern(std::string_view segment);
};

/// A walk through the tree that tries every way a path can be read until a row is found.
struct Router::Search {
    Method method;
    const std::vector<RouteRow>& all_rows;
    Match match = {};
    std::array<bool, method_count> allowed = {};

    bool visit(const Node& node, std::string_view rest);
    bool arrive(const Node& node);
};

Router::Router() : root_(std::make_unique<Node>()) {}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

void Router::add_row(RouteRow row) {
    rows_.push_back(std::move(row));
    place(rows_.size() - 1);
}

void Router::answer_once(const Once& once) {
    for (auto& row : rows_) {
        if (row.creates == Creates::nothing) continue;
        creating_.push_back(std::make_unique<const RouteRow>(row));
        const auto* plain = creating_.back().get();
        row.handle = [once, plain](Request& request) { return once(request, *plain); };
    }
}

void Router::place(std::size_t row) {
    const auto path = rows_[row].path;
    if (path.empty() || path[0] != '/') {
        throw std::logic_error("a route's path begins with a slash: " + std::string(path));
    }
    auto* node = root_.get();
    for (Segment segment{{}, path.substr(1), false}; !segment.is_last;) {
        segment = take_segment(segment.rest);
        if (segment.first.find('{') != std::string_view::npos) {
            node = &node->pattern(segment.first);
        } else {
            auto& next = node->literals[segment.first];
            if (!next) next = std::make_unique<Node>();
            node = next.get();
        }
    }
    auto& place = node->rows[static_cast<std::size_t>(rows_[row].method)];
    if (place != Node::none) throw std::logic_error("two routes for " + std::string(path));
    place = row;
    if (path.find('{') == std::string_view::npos) exact_[path] = node;
}

Router::Node& Router::Node::pattern(std::string_view segment) {
    const auto open = segment.find('{');
    const auto close = segment.find('}', open);
    if (close == std::string_view::npos) {
        throw std::logic_error("a brace is not closed in " + std::string(segment));
    }
    Pattern made{
        segment.substr(open + 1, close - open - 1),
        segment.substr(0, open),
        segment.substr(close + 1),
        nullptr};
    for (auto& pattern : patterns) {
        if (pattern.prefix == made.prefix && pattern.suffix == made.suffix &&
            pattern.name == made.name) {
            return *pattern.next;
        }
    }
    made.next = std::make_unique<Node>();
    auto& node = *made.next;
    const auto longer = [&made](const Pattern& other) {
        return other.literal_length() >= made.literal_length();
    };
    patterns.insert(std::find_if_not(patterns.begin(), patterns.end(), longer), std::move(made));
    return node;
}

Router::Match Router::find(Method method, std::string_view path) const {
    const auto exact = exact_.find(path);
    if (exact != exact_.end()) {
        const auto row = exact->second->rows[static_cast<std::size_t>(method)];
        if (row != Node::none) return {.row = &rows_[row]};
    }
    if (path.empty() || path[0] != '/') return {};

    Search search{.method = method, .all_rows = rows_};
    if (!search.visit(*root_, path.substr(1))) {
        for (std::size_t index = 0; index < method_count; ++index) {
            if (search.allowed[index]) search.match.allowed.push_back(static_cast<Method>(index));
        }
    }
    return std::move(search.match);
}

bool Router::Search::visit(const Node& node, std::string_view rest) {
    const auto segment = take_segment(rest);
    const auto go_on = [this, &segment](const Node& next) {
        return segment.is_last ? arrive(next) : visit(next, segment.rest);
    };
    const auto literal = node.literals.find(segment.first);
    if (literal != node.literals.end() && go_on(*literal->second)) return true;

    for (const auto& pattern : node.patterns) {
        auto value = pattern.value_in(segment.first);
        if (!value) continue;
        match.parameters.emplace_back(pattern.name, std::move(*value));
        if (go_on(*pattern.next)) return true;
        match.parameters.pop_back();
    }
    return false;
}

bool Router::Search::arrive(const Node& node) {
    const auto row = node.rows[static_cast<std::size_t>(method)];
    if (row != Node::none) {
        match.row = &all_rows[row];
        return true;
    }
    for (std::size_t index = 0; index < method_count; ++index) {
        if (node.rows[index] != Node::none) allowed[index] = true;
    }
    return false;
}

std::optional<std::string> Router::Node::Pattern::value_in(std::string_view segment) const {
    if (segment.size() <= literal_length() || !segment.starts_with(prefix) ||
        !segment.ends_with(suffix)) {
        return std::nullopt;
    }
    const auto length = segment.size() - literal_length();
    return percent_decode(segment.substr(prefix.size(), length), PlusSign::stays);
}

}  // namespace fairfile::http
