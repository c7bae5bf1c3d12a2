#include "features/disputes/dispute_status.hpp"

namespace fairfile::disputes {

std::vector<std::string_view> may_come_from(std::string_view next, Reinserted reinserted) {
    if (reinserted == Reinserted::yes) {
        if (next == "verified") return {"deleted"};
        return {};
    }
    if (next == "pending") return {"blank"};
    if (next == "blank") return {"pending"};
    if (next == "investigating") return {"pending", "escalated", "expired"};
    if (next == "verified") return {"pending", "investigating", "escalated", "expired"};
    if (next == "deleted" || next == "updated") {
        return {"pending", "investigating", "verified", "escalated", "expired"};
    }
    if (next == "escalated") return {"investigating", "verified", "deleted", "updated", "expired"};
    if (next == "expired") return {"pending", "investigating"};
    return {};
}

}  // namespace fairfile::disputes
