// The part of a Request that follows from its headers, query and body: cookies and declared input.
#pragma once

#include "infra/http/http.hpp"

namespace fairfile::http {

class DescribedRequest : public Request {
  public:
    std::string_view cookie(std::string_view name) const override;
    /// Throws when nobody is signed in: the route's row says who gets here.
    const Principal& principal() const override;

  protected:
    std::optional<Error> read_json(const Describe& describe) const override;
    std::optional<Error> read_query(const Describe& describe) const override;
};

}  // namespace fairfile::http
