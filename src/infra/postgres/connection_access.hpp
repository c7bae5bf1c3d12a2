// Parameters in the shape libpq takes them. Internal to this module.
#pragma once

#include "infra/postgres/postgres.hpp"

#include <vector>

namespace fairfile::postgres {

/// The arrays of one call; reused from call to call so that sending allocates nothing.
struct ParameterArrays {
    std::vector<const char*> values;
    std::vector<int> lengths;
    std::vector<int> formats;

    int count() const { return static_cast<int>(values.size()); }
};

class ConnectionAccess {
  public:
    /// Points into `parameters`, which must outlive the use of `arrays`.
    static void fill(ParameterArrays& arrays, const Parameters& parameters) {
        arrays.values.clear();
        arrays.lengths.clear();
        arrays.formats.clear();
        for (const auto& entry : parameters.entries_) {
            const char* value = parameters.storage_.data() + entry.offset;
            arrays.values.push_back(entry.is_null ? nullptr : value);
            arrays.lengths.push_back(static_cast<int>(entry.length));
            arrays.formats.push_back(entry.is_binary ? 1 : 0);
        }
    }
};

}  // namespace fairfile::postgres
