// For commands: runs a coroutine on a foundation's first loop and waits for its value.
#pragma once

#include "app/foundation.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>

#include <utility>

namespace fairfile::app {

template <class T>
T wait_for(Foundation& foundation, runtime::awaitable<T> work) {
    auto& loop = foundation.loops.loop(0);
    return boost::asio::co_spawn(loop, std::move(work), boost::asio::use_future).get();
}

}  // namespace fairfile::app
