// The clock as an argument. Production hands in infra/runtime's; tests move their own.
#pragma once

#include <chrono>

namespace fairfile {

class Clock {
  public:
    virtual ~Clock() = default;
    virtual std::chrono::system_clock::time_point now() const = 0;
};

}  // namespace fairfile
