#include "app/request_limits.hpp"

#include "infra/crypto/digest.hpp"
#include "infra/crypto/encoding.hpp"

#include <algorithm>

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

std::string_view bytes_of(const UserId& user) {
    const auto& bytes = user.value.bytes;
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

RequestLimits::RequestLimits(LimitSettings settings, metrics::Registry& metrics)
    : settings_(std::move(settings)),
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
      )),
      failed_open_(metrics.counter(
          "rate_limit_failed_open_total", "Checks that Redis did not answer, counted in memory."
      )),
      breakers_open_(metrics.gauge(
          "rate_limit_redis_breakers_open", "Connections to Redis that are not asked for a while."
      )) {}

Result<bool> RequestLimits::share(
    runtime::EventLoops& loops, const crypto::Key& naming, log::Log& log
) {
    if (settings_.mode != "redis" && settings_.mode != "cluster") return false;
    const bool is_cluster = settings_.mode == "cluster";
    naming_ = naming;
    for (std::size_t core = 0; core < loops.size(); ++core) {
        auto target =
            redis::read_target(settings_.redis_url, is_cluster, settings_.redis_authorities_file);
        if (!target) return target.error();
        auto on_breaker = [this, &log](bool is_open) { tell(log, is_open); };
        auto client = std::make_shared<redis::Client>(
            loops.loop(core), std::move(*target), std::move(on_breaker)
        );
        client->start();
        shared_.emplace_back(std::move(client));
    }
    return true;
}

void RequestLimits::stop() {
    for (auto& limiter : shared_) limiter.client().stop();
}

void RequestLimits::tell(log::Log& log, bool is_open) {
    const int before = open_breakers_.fetch_add(is_open ? 1 : -1);
    breakers_open_.add(is_open ? 1 : -1);
    if (is_open && before == 0) log.warning("limits.redis_gone");
    if (!is_open && before == 1) log.info("limits.redis_back");
}

std::optional<http::LimitVerdict> RequestLimits::check_now(const http::LimitQuestion& question) {
    if (question.limit == http::Limit::none) return http::LimitVerdict{};
    if (!shared_.empty()) return std::nullopt;
    const auto subjects = subjects_of(question);
    const auto by_address = count_here(subjects.address, 1);
    auto answer = answer_address(by_address);
    if (!by_address.allowed || !subjects.user) return answer;
    return answer_user(count_here(*subjects.user, 1));
}

http::awaitable<http::LimitVerdict> RequestLimits::check(http::LimitQuestion question) {
    auto subjects = subjects_of(question);
    const auto by_address = co_await count(std::move(subjects.address));
    auto answer = answer_address(by_address);
    if (!by_address.allowed || !subjects.user) co_return answer;
    const auto by_user = co_await count(std::move(*subjects.user));
    co_return answer_user(by_user);
}

http::awaitable<ratelimit::Verdict> RequestLimits::count(Subject subject) {
    if (shared_.empty()) co_return count_here(subject, 1);
    if (subject.per_minute > 0) {
        auto& limiter = shared_[runtime::current_core()];
        auto verdict = co_await limiter.check(subject.name, subject.per_minute);
        if (verdict) co_return *verdict;
        failed_open_.add();
    }
    co_return count_here(subject, static_cast<std::uint64_t>(settings_.processes));
}

ratelimit::Verdict RequestLimits::count_here(const Subject& subject, std::uint64_t processes) {
    auto share = subject.per_minute;
    if (share > 0) share = std::max<std::uint64_t>(1, share / processes);
    return limiter_.check(subject.key, share, subject.now);
}

RequestLimits::Subjects RequestLimits::subjects_of(const http::LimitQuestion& question) const {
    const auto now = std::chrono::steady_clock::now();
    std::array<char, 64> buffer{};
    const bool signed_in = question.principal != nullptr;
    const std::string_view kind = signed_in ? "address-signed-in" : "address";
    const auto address = ratelimit::address_key(question.remote_address, buffer);
    const auto per_minute =
        signed_in ? settings_.signed_in_address_per_minute : settings_.address_per_minute;
    Subjects subjects{
        {now,
         ratelimit::key_of(kind, address),
         static_cast<std::uint64_t>(per_minute),
         name_of(kind, address)},
        {}};
    if (!signed_in) return subjects;
    const auto user = bytes_of(question.principal->user);
    subjects.user = Subject{
        now,
        ratelimit::key_of("user", user),
        static_cast<std::uint64_t>(settings_.user_per_minute),
        name_of("user", user)};
    return subjects;
}

std::string RequestLimits::name_of(std::string_view kind, std::string_view text) const {
    if (!naming_) return {};
    constexpr std::size_t bytes = 16;
    auto whole = std::string(kind) + ' ';
    whole += text;
    return crypto::to_hex(crypto::view(crypto::keyed_hash(*naming_, whole)).substr(0, bytes));
}

http::LimitVerdict RequestLimits::answer_address(const ratelimit::Verdict& verdict) {
    checks_address_.add();
    if (!verdict.allowed) exceeded_address_.add();
    return to_answer(verdict, "address");
}

http::LimitVerdict RequestLimits::answer_user(const ratelimit::Verdict& verdict) {
    checks_user_.add();
    if (!verdict.allowed) exceeded_user_.add();
    return to_answer(verdict, "user");
}

}  // namespace fairfile::app
