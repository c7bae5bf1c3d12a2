// The elements of a page and their texts. Forgiving as browsers are: what is never closed ends with
// its parent, what closes nothing is passed over.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fairfile::html {

using NodeId = std::uint32_t;

struct Node {
    std::string tag;   // lower case; empty for text
    std::string text;  // of a text node, references decoded
    std::string classes;
    std::string style;
    bool hidden = false;  // the attribute
    int colspan = 1;
    NodeId parent = 0;
    std::vector<NodeId> children;

    bool is_text() const { return tag.empty(); }
};

struct Tree {
    std::vector<Node> nodes;  // the first is the page; parents come before their children
    std::string css;          // all <style> elements
};

/// `source` in UTF-8. Fails with "document.too_large".
Result<Tree> parse(std::string_view source);

}  // namespace fairfile::html
