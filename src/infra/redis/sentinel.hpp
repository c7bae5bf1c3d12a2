// Asks Sentinels where the master is. Internal to this module.
#pragma once

#include "infra/redis/client.hpp"

namespace fairfile::redis {

/// The first Sentinel that answers is believed. `target` outlives the question.
awaitable<Result<Address>> ask_sentinels(boost::asio::io_context& loop, const Target& target);

}  // namespace fairfile::redis
