#include "infra/jobs/running_jobs.hpp"

namespace fairfile::jobs {

void RunningJobs::add(const Uuid& lease) {
    const std::lock_guard lock(mutex_);
    leases_[lease] = true;
}

void RunningJobs::remove(const Uuid& lease) {
    const std::lock_guard lock(mutex_);
    leases_.erase(lease);
}

std::size_t RunningJobs::size() const {
    const std::lock_guard lock(mutex_);
    return leases_.size();
}

std::vector<Uuid> RunningJobs::leases() const {
    const std::lock_guard lock(mutex_);
    std::vector<Uuid> all;
    for (const auto& [lease, held] : leases_) all.push_back(lease);
    return all;
}

std::string array_text(const std::vector<Uuid>& ids) {
    std::string text = "{";
    for (const auto& id : ids) {
        if (text.size() > 1) text.push_back(',');
        text += to_string(id);
    }
    return text + "}";
}

}  // namespace fairfile::jobs
