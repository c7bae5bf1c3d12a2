// The leases that this worker holds, shared between the loop that runs jobs and the one that keeps
// their leases.
#pragma once

#include "base/ids.hpp"

#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace fairfile::jobs {

class RunningJobs {
  public:
    void add(const Uuid& lease);
    void remove(const Uuid& lease);
    std::size_t size() const;
    std::vector<Uuid> leases() const;

  private:
    mutable std::mutex mutex_;
    std::map<Uuid, bool> leases_;
};

/// {a,b}: an array parameter in PostgreSQL's text form.
std::string array_text(const std::vector<Uuid>& ids);

}  // namespace fairfile::jobs
