// Where this slice's sealed values stand.
#pragma once

#include "infra/crypto/seal.hpp"

namespace fairfile::letters {

inline crypto::Place body_place(UserId user) {
    return {.table = "letters", .column = "body", .user = user};
}

}  // namespace fairfile::letters
