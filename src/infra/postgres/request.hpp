// One call on its way: it lives in the coroutine that waits for it. Internal to this module.
#pragma once

#include "infra/postgres/postgres.hpp"

#include <boost/asio/cancellation_signal.hpp>

#include <chrono>
#include <cstddef>
#include <new>
#include <optional>
#include <span>
#include <utility>

namespace fairfile::postgres {

using SteadyTime = std::chrono::steady_clock::time_point;

/// The coroutine's handler without its type, in place: waiting for an answer allocates nothing.
class Continuation {
  public:
    Continuation() = default;
    Continuation(const Continuation&) = delete;
    Continuation& operator=(const Continuation&) = delete;
    ~Continuation() { drop(); }

    template <class Handler>
    void emplace(Handler handler) {
        static_assert(sizeof(Handler) <= size_max && alignof(Handler) <= alignof(std::max_align_t));
        ::new (static_cast<void*>(storage_)) Handler(std::move(handler));
        act_ = [](void* storage, Action action) {
            auto* stored = std::launder(static_cast<Handler*>(storage));
            Handler taken(std::move(*stored));
            stored->~Handler();
            if (action == Action::resume) std::move(taken)();
        };
    }

    /// May destroy the object that holds this.
    void resume() { std::exchange(act_, nullptr)(storage_, Action::resume); }

    /// Destroys the coroutine without resuming it.
    void drop() {
        if (act_ != nullptr) std::exchange(act_, nullptr)(storage_, Action::destroy);
    }

  private:
    enum class Action { resume, destroy };
    static constexpr std::size_t size_max = 64;

    alignas(std::max_align_t) std::byte storage_[size_max];
    void (*act_)(void*, Action) = nullptr;
};

struct Flight;

struct Request {
    const Identity* identity = nullptr;
    std::span<const Call> calls = {};
    std::span<Rows> rows = {};  // one for each call
    Lane lane = Lane::read;
    std::chrono::milliseconds timeout{0};
    SteadyTime submitted = {};
    SteadyTime deadline = {};
    std::optional<Error> error = {};
    Flight* flight = nullptr;  // once it is sent
    bool was_retried = false;
    bool is_finished = false;
    boost::asio::cancellation_slot cancellation = {};
    Continuation continuation = {};
};

}  // namespace fairfile::postgres
