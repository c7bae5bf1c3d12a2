// The body of POST /disputes/{id}/letters.
#pragma once

#include "features/disputes/disputes.hpp"
#include "infra/http/http.hpp"

namespace fairfile::disputes {

struct LetterInput {
    LetterRequest request;

    void describe(http::Fields& fields);
};

}  // namespace fairfile::disputes
