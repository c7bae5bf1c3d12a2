// What is uploaded: drawn reports, each upload another file of the wanted size.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace fairfile::synthetic {

class Documents {
  public:
    Documents(std::uint64_t seed, std::size_t bytes);

    /// A readable PDF; no two are the same.
    std::string next();

  private:
    std::vector<std::string> drawn_;
    std::string padding_;
    std::size_t bytes_;
    std::size_t given_ = 0;
};

}  // namespace fairfile::synthetic
