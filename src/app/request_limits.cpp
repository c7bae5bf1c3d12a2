#include "app/request_limits.hpp"

namespace fairfile::app {

namespace {

constexpr std::uint64_t window_seconds = 60;

metrics::Labels labels(const std::string& tier, const std::string& type) {
    return {{"user_tier", tier}, {"limit_type", type}};
}

http::LimitVerdict to_answer(const ratelimit::Verdict& verdict, std::string_view policy) {
    return {
        .allowed = verdict.allowed,
        .policy = verdict.limit == 0 ? std::string_view() : policy,
        .quota = verdict.limit,
        .window_seconds = window_seconds,
        .remaining = verdict.remaining,
        .reset_seconds = static_cast<std::uint64_t>(verdict.reset.count())};
}

std::uint64_t user_key(const UserId& user) {
    const auto& bytes = user.value.bytes;
    return ratelimit::key_of("user", {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

}  // namespace

RequestLimits::RequestLimits(LimitSettings settings, metrics::Registry& metrics)
    : settings_(settings),
      checks_user_(metrics.counter(
          "rate_limit_checks_total", "Requests counted.", labels("signed_in", "user")
      )),
      checks_address_(
          metrics.counter("rate_limit_checks_total", "Requests counted.", labels("any", "address"))
      ),
      exceeded_user_(metrics.counter(
          "rate_limit_exceeded_total", "Requests refused.", labels("signed_in", "user")
      )),
      exceeded_address_(metrics.counter(
          "rate_limit_exceeded_total", "Requests refused.", labels("any", "address")
      )) {}

std::optional<http::LimitVerdict> RequestLimits::check_now(const http::LimitQuestion& question) {
    if (question.limit == http::Limit::none) return http::LimitVerdict{};
    return decide(question);
}

http::awaitable<http::LimitVerdict> RequestLimits::check(http::LimitQuestion question) {
    co_return decide(question);
}

http::LimitVerdict RequestLimits::decide(const http::LimitQuestion& question) {
    const auto now = std::chrono::steady_clock::now();
    std::array<char, 64> buffer{};
    const bool signed_in = question.principal != nullptr;
    const auto address = ratelimit::key_of(
        signed_in ? "address-signed-in" : "address",
        ratelimit::address_key(question.remote_address, buffer)
    );
    const auto address_limit =
        signed_in ? settings_.signed_in_address_per_minute : settings_.address_per_minute;
    checks_address_.add();
    const auto by_address = limiter_.check(address, static_cast<std::uint64_t>(address_limit), now);
    if (!by_address.allowed) exceeded_address_.add();
    if (!by_address.allowed || !signed_in) return to_answer(by_address, "address");

    checks_user_.add();
    const auto by_user = limiter_.check(
        user_key(question.principal->user),
        static_cast<std::uint64_t>(settings_.user_per_minute),
        now
    );
    if (!by_user.allowed) exceeded_user_.add();
    return to_answer(by_user, "user");
}

}  // namespace fairfile::app
