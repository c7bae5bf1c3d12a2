// The sample of `up`: a login of each role, and one report that goes through the whole platform.
#pragma once

#include "app/wiring.hpp"

#include <string>
#include <vector>

namespace fairfile::app {

struct SampleLogin {
    std::string role;
    std::string email;
    std::string password;
};

/// Made once per data directory; the passwords are kept beside the keys, for the owner only.
Result<std::vector<SampleLogin>> sample_logins(
    Foundation& foundation, Slices& slices, const Settings& settings
);

/// Uploads the sample for the first login unless that person has a report already, waits until it
/// is read, gives its accounts as a table.
Result<std::string> read_sample(Foundation& foundation, Slices& slices, const SampleLogin& login);

}  // namespace fairfile::app
