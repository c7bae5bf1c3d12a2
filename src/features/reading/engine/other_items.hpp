// People, public records and inquiries from raw items.
#pragma once

#include "features/reading/engine/raw.hpp"
#include "features/reading/reading.hpp"

#include <vector>

namespace fairfile::reading {

std::vector<ConsumerBlock> consumers_of(const std::vector<RawItem>& items);
std::vector<PublicRecord> public_records_of(const std::vector<RawItem>& items);
std::vector<Inquiry> inquiries_of(const std::vector<RawItem>& items);

}  // namespace fairfile::reading
