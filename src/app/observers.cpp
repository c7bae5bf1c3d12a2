#include "app/observers.hpp"

#include <unordered_map>

namespace fairfile::app {

namespace {

std::string_view word_of(postgres::Lane lane) {
    switch (lane) {
        case postgres::Lane::read:
            return "read";
        case postgres::Lane::write:
            return "write";
        case postgres::Lane::slow:
            break;
    }
    return "slow";
}

std::string_view word_of(postgres::Outcome outcome) {
    switch (outcome) {
        case postgres::Outcome::done:
            return "done";
        case postgres::Outcome::refused:
            return "refused";
        case postgres::Outcome::timeout:
            return "timeout";
        case postgres::Outcome::unavailable:
            return "unavailable";
        case postgres::Outcome::overloaded:
            break;
    }
    return "overloaded";
}

bool is_probe(std::string_view route) {
    return route == "/livez" || route == "/readyz" || route == "/metrics";
}

/// The middle of `00-<trace id>-<span id>-<flags>`.
std::string_view trace_id(std::string_view trace_parent) {
    constexpr std::size_t start = 3;
    constexpr std::size_t length = 32;
    return trace_parent.size() > start + length ? trace_parent.substr(start, length)
                                                : std::string_view();
}

}  // namespace

RequestObserver::RequestObserver(metrics::Registry& metrics, log::Log& log, AccessLog access)
    : metrics_(metrics), log_(log), access_(access) {}

void RequestObserver::request_finished(const http::RequestRecord& record) {
    const double seconds = std::chrono::duration<double>(record.duration).count();
    const auto series = series_of(record);
    series.count->add();
    series.duration->observe(seconds);
    const bool failed = record.status >= 500;
    if (failed || (access_ == AccessLog::on && !is_probe(record.route))) {
        log_request(record, seconds);
    }
}

// Each thread remembers the series it has met: the registry's lock is taken once a series.
RequestObserver::Series RequestObserver::series_of(const http::RequestRecord& record) {
    thread_local std::unordered_map<std::string, Series> known;
    thread_local std::string key;
    key.assign(record.method).append(" ").append(record.route).push_back(' ');
    key += std::to_string(record.status);
    auto& series = known[key];
    if (series.count == nullptr) {
        const metrics::Labels labels{
            {"method", std::string(record.method)},
            {"route", std::string(record.route)},
            {"status", std::to_string(record.status)}};
        series.count = &metrics_.counter("http_requests_total", "Requests answered.", labels);
        series.duration = &metrics_.histogram(
            "http_request_duration_seconds", "Seconds from the head to the answer.", labels
        );
    }
    return series;
}

void RequestObserver::log_request(const http::RequestRecord& record, double seconds) {
    const auto level = record.status >= 500 ? log::Level::error : log::Level::info;
    log_.write(
        level,
        "request",
        {{"method", record.method},
         {"route", record.route},
         {"status", static_cast<std::int64_t>(record.status)},
         {"seconds", seconds},
         {"bytes_in", static_cast<std::int64_t>(record.bytes_in)},
         {"bytes_out", static_cast<std::int64_t>(record.bytes_out)},
         {"request_id", record.request_id},
         {"trace_id", trace_id(record.trace_parent)},
         {"code", record.failure_code},
         {"detail", record.failure_detail}}
    );
}

void RequestObserver::connection_failed(std::string_view what) {
    log_.error("connection_failed", {{"what", what}});
}

StatementObserver::StatementObserver(metrics::Registry& metrics) : metrics_(metrics) {}

void StatementObserver::on_call(const postgres::CallObservation& call) noexcept {
    thread_local std::unordered_map<std::string_view, metrics::Histogram*> known;
    auto& histogram = known[call.statement];
    if (histogram == nullptr) {
        histogram = &metrics_.histogram(
            "pg_query_duration_seconds",
            "Seconds from the call to its rows.",
            {{"statement", std::string(call.statement)}}
        );
    }
    histogram->observe(std::chrono::duration<double>(call.duration).count());
    if (call.outcome == postgres::Outcome::done) return;
    const metrics::Labels labels{
        {"lane", std::string(word_of(call.lane))}, {"outcome", std::string(word_of(call.outcome))}};
    metrics_.counter("pg_query_failures_total", "Calls that gave no rows.", labels).add();
}

void StatementObserver::on_connection_lost(postgres::Lane lane) noexcept {
    const metrics::Labels labels{{"lane", std::string(word_of(lane))}};
    metrics_.counter("pg_connections_lost_total", "Connections that broke.", labels).add();
}

}  // namespace fairfile::app
