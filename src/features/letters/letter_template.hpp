// Logic-less templates in the manner of Mustache: {{fact}}, {{#fact}}…{{/fact}} when it is there,
// {{^fact}}…{{/fact}} when it is not, {{#items}}…{{/items}} for each item. Nothing else: no code,
// no partials, no escaping. What a fact says is never read as a template. A fact that the template
// prints and nobody gave is named, not left blank. Pure.
#pragma once

#include "base/result.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace fairfile::letters {

using FactMap = std::map<std::string, std::string, std::less<>>;

/// An empty fact is one that is not there.
struct Facts {
    FactMap values;
    std::vector<FactMap> items;
};

struct Rendered {
    std::string text;
    std::vector<std::string> missing;  // names of facts, each once, in the template's order
};

/// "letters.template_broken" (invalid) when tags do not close or nest too deep.
Result<Rendered> render(std::string_view body, const Facts& facts);

}  // namespace fairfile::letters
