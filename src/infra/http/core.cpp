#include "infra/http/core.hpp"

namespace fairfile::http {

void Shared::closed_connection() {
    if (open.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
    const std::lock_guard lock(mutex_);
    changed_.notify_all();
}

void Shared::opened_listener() {
    const std::lock_guard lock(mutex_);
    ++listeners_;
}

void Shared::closed_listener() {
    const std::lock_guard lock(mutex_);
    --listeners_;
    changed_.notify_all();
}

void Shared::wait(std::chrono::milliseconds time) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, time, [] { return false; });
}

bool Shared::wait_until_quiet(std::chrono::steady_clock::time_point deadline) {
    std::unique_lock lock(mutex_);
    const auto is_quiet = [this] {
        return listeners_ == 0 && open.load(std::memory_order_acquire) == 0;
    };
    return changed_.wait_until(lock, deadline, is_quiet);
}

Core::Core(boost::asio::io_context& io, std::shared_ptr<Shared> all)
    : loop(io), shared(std::move(all)), acceptor(io), timer(io) {
    sweep_all();
}

void Core::add(Sweepable& connection) {
    connection.next = first_;
    connection.link = &first_;
    if (first_ != nullptr) first_->link = &connection.next;
    first_ = &connection;
}

void Core::remove(Sweepable& connection) {
    *connection.link = connection.next;
    if (connection.next != nullptr) connection.next->link = connection.link;
}

void Core::sweep_all() {
    now = std::chrono::steady_clock::now();
    const auto second = std::chrono::floor<std::chrono::seconds>(shared->clock.now());
    if (second != date_second) {
        date_second = second;
        date = to_http_date(second);
    }
    for (auto* connection = first_; connection != nullptr; connection = connection->next) {
        connection->sweep(now);
    }
}

void Core::drain_all() {
    for (auto* connection = first_; connection != nullptr; connection = connection->next) {
        connection->drain();
    }
}

void Core::cut_all() {
    for (auto* connection = first_; connection != nullptr; connection = connection->next) {
        connection->cut();
    }
}

}  // namespace fairfile::http
