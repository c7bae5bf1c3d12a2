// Labels are abbreviated in many ways: "Past Due Amt.", "Acct. Type", "Dt Opened".
#pragma once

#include <string>
#include <string_view>

namespace fairfile::reading {

/// A normalised label with its abbreviations written out and words that say nothing left out; the
/// same for all spellings of one label.
std::string written_out(std::string_view normalised_label);

}  // namespace fairfile::reading
