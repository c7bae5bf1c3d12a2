#include "infra/metrics/metrics.hpp"

#include <algorithm>
#include <charconv>

namespace fairfile::metrics {

namespace {

std::size_t this_slot() {
    static std::atomic<std::size_t> next{0};
    thread_local const std::size_t slot = next.fetch_add(1) % slot_count;
    return slot;
}

void append_number(std::string& out, double number) {
    std::array<char, 40> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.append(digits.data(), end);
}

void append_escaped(std::string& out, std::string_view text) {
    for (const char character : text) {
        if (character == '\\' || character == '"') out.push_back('\\');
        if (character == '\n') {
            out += "\\n";
        } else {
            out.push_back(character);
        }
    }
}

std::string label_text(const Labels& labels, std::string_view extra = {}) {
    if (labels.empty() && extra.empty()) return {};
    std::string out = "{";
    for (const auto& [name, value] : labels) {
        if (out.size() > 1) out.push_back(',');
        out += name + "=\"";
        append_escaped(out, value);
        out.push_back('"');
    }
    if (!extra.empty()) {
        if (out.size() > 1) out.push_back(',');
        out += extra;
    }
    return out + "}";
}

void append_line(std::string& out, std::string_view name, const std::string& labels, double value) {
    out += name;
    out += labels;
    out.push_back(' ');
    append_number(out, value);
    out.push_back('\n');
}

void append_histogram(
    std::string& out, const std::string& name, const Labels& labels, const Histogram& histogram
) {
    const auto counts = histogram.cumulative();
    for (std::size_t index = 0; index < counts.size(); ++index) {
        std::string bound = "le=\"";
        if (index < latency_buckets.size()) {
            append_number(bound, latency_buckets[index]);
        } else {
            bound += "+Inf";
        }
        const auto text = label_text(labels, bound + "\"");
        append_line(out, name + "_bucket", text, static_cast<double>(counts[index]));
    }
    append_line(out, name + "_sum", label_text(labels), histogram.sum());
    append_line(out, name + "_count", label_text(labels), static_cast<double>(counts.back()));
}

}  // namespace

void Counter::add(std::uint64_t amount) {
    slots_[this_slot()].amount.fetch_add(amount, std::memory_order_relaxed);
}

std::uint64_t Counter::total() const {
    std::uint64_t sum = 0;
    for (const auto& slot : slots_) sum += slot.amount.load(std::memory_order_relaxed);
    return sum;
}

void Gauge::add(double amount) {
    value_.fetch_add(amount, std::memory_order_relaxed);
}

void Histogram::observe(double seconds) {
    const auto bound = std::lower_bound(latency_buckets.begin(), latency_buckets.end(), seconds);
    auto& slot = slots_[this_slot()];
    const auto index = static_cast<std::size_t>(bound - latency_buckets.begin());
    slot.buckets[index].fetch_add(1, std::memory_order_relaxed);
    const auto nanoseconds = static_cast<std::uint64_t>(std::max(seconds, 0.0) * 1e9);
    slot.sum_nanoseconds.fetch_add(nanoseconds, std::memory_order_relaxed);
}

std::uint64_t Histogram::count() const {
    return cumulative().back();
}

double Histogram::sum() const {
    double total = 0;
    for (const auto& slot : slots_) {
        total += static_cast<double>(slot.sum_nanoseconds.load(std::memory_order_relaxed)) / 1e9;
    }
    return total;
}

std::array<std::uint64_t, latency_buckets.size() + 1> Histogram::cumulative() const {
    std::array<std::uint64_t, latency_buckets.size() + 1> counts{};
    for (const auto& slot : slots_) {
        for (std::size_t index = 0; index < counts.size(); ++index) {
            counts[index] += slot.buckets[index].load(std::memory_order_relaxed);
        }
    }
    for (std::size_t index = 1; index < counts.size(); ++index) counts[index] += counts[index - 1];
    return counts;
}

Registry::Series& Registry::series(
    std::string_view name, std::string_view help, std::string_view type, Labels labels
) {
    auto found = families_.find(name);
    if (found == families_.end()) {
        found = families_.emplace(std::string(name), Family{std::string(help), type, {}}).first;
    }
    auto& family = found->second;
    auto [position, is_new] = family.series.try_emplace(labels);
    if (is_new) position->second.labels = std::move(labels);
    return position->second;
}

Counter& Registry::counter(std::string_view name, std::string_view help, Labels labels) {
    const std::lock_guard lock(mutex_);
    auto& found = series(name, help, "counter", std::move(labels));
    if (!found.counter) found.counter = std::make_unique<Counter>();
    return *found.counter;
}

Gauge& Registry::gauge(std::string_view name, std::string_view help, Labels labels) {
    const std::lock_guard lock(mutex_);
    auto& found = series(name, help, "gauge", std::move(labels));
    if (!found.gauge) found.gauge = std::make_unique<Gauge>();
    return *found.gauge;
}

Gauge& Registry::total(std::string_view name, std::string_view help, Labels labels) {
    const std::lock_guard lock(mutex_);
    auto& found = series(name, help, "counter", std::move(labels));
    if (!found.gauge) found.gauge = std::make_unique<Gauge>();
    return *found.gauge;
}

Histogram& Registry::histogram(std::string_view name, std::string_view help, Labels labels) {
    const std::lock_guard lock(mutex_);
    auto& found = series(name, help, "histogram", std::move(labels));
    if (!found.histogram) found.histogram = std::make_unique<Histogram>();
    return *found.histogram;
}

void Registry::before_scrape(std::function<void()> refresh) {
    const std::lock_guard lock(mutex_);
    refreshers_.push_back(std::move(refresh));
}

std::string Registry::expose() {
    const std::vector<std::function<void()>> refreshers = [this] {
        const std::lock_guard lock(mutex_);
        return refreshers_;
    }();
    for (const auto& refresh : refreshers) refresh();

    const std::lock_guard lock(mutex_);
    std::string out;
    for (const auto& [name, family] : families_) {
        out += "# HELP " + name + " " + family.help + "\n# TYPE " + name + " ";
        out += family.type;
        out.push_back('\n');
        for (const auto& [labels, one] : family.series) append(out, name, one);
    }
    return out;
}

void Registry::append(std::string& out, const std::string& name, const Series& one) {
    if (one.counter) {
        append_line(out, name, label_text(one.labels), static_cast<double>(one.counter->total()));
    }
    if (one.gauge) append_line(out, name, label_text(one.labels), one.gauge->value());
    if (one.histogram) append_histogram(out, name, one.labels, *one.histogram);
}

}  // namespace fairfile::metrics
