#include "infra/http/described_request.hpp"

#include "base/text.hpp"
#include "infra/http/input.hpp"

#include <stdexcept>

namespace fairfile::http {

std::string_view DescribedRequest::cookie(std::string_view name) const {
    auto rest = header("cookie");
    while (!rest.empty()) {
        const auto end = rest.find(';');
        const auto pair = trim(rest.substr(0, end));
        const auto equals = pair.find('=');
        if (equals != std::string_view::npos && pair.substr(0, equals) == name) {
            auto value = pair.substr(equals + 1);
            if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
                value = value.substr(1, value.size() - 2);
            }
            return value;
        }
        rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    }
    return {};
}

const Principal& DescribedRequest::principal() const {
    const auto* known = principal_if_any();
    if (known == nullptr) throw std::logic_error("a handler asked who is signed in; nobody is");
    return *known;
}

std::optional<Error> DescribedRequest::read_json(const Describe& describe) const {
    return http::read_json(header("content-type"), body(), describe);
}

std::optional<Error> DescribedRequest::read_query(const Describe& describe) const {
    return http::read_query(query_string(), describe);
}

}  // namespace fairfile::http
