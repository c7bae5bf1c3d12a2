#include "infra/redis/resp.hpp"

#include <charconv>

namespace fairfile::redis {

namespace {

constexpr std::string_view line_end = "\r\n";
// Never sent to anybody: who asks Redis goes on without it.
constexpr std::string_view bad_answer_code = "redis.bad_answer";
constexpr std::size_t read_bytes_kept_max = 1 << 16;

std::optional<std::int64_t> number_in(std::string_view text) {
    std::int64_t number = 0;
    const auto* end = text.data() + text.size();
    const auto [rest, failed] = std::from_chars(text.data(), end, number);
    if (failed != std::errc() || rest != end) return std::nullopt;
    return number;
}

Error bad_answer() {
    return {Failure::unreadable, bad_answer_code, "Redis answered what we cannot read."};
}

}  // namespace

Result<std::optional<Value>> Parser::next() {
    while (true) {
        Value value;
        switch (step(value)) {
            case Step::bad:
                return bad_answer();
            case Step::more:
                forget_read();
                return std::optional<Value>();
            case Step::opened:
                break;
            case Step::whole:
                if (auto answer = close(std::move(value))) {
                    forget_read();
                    return answer;
                }
        }
    }
}

Parser::Step Parser::step(Value& value) {
    const auto start = at_;
    std::string_view line;
    if (const auto read = read_line(line); read != Step::whole) return read;
    if (line.empty() || ++items_ > limits_.items_max) return Step::bad;
    const char type = line.front();
    line.remove_prefix(1);
    auto done = Step::whole;
    switch (type) {
        case '+':
        case ',':
        case '(':
            value = {.kind = Value::Kind::text, .text = std::string(line)};
            break;
        case '-':
            value = {.kind = Value::Kind::error, .text = std::string(line)};
            break;
        case ':':
            if (const auto number = number_in(line)) {
                value = {.kind = Value::Kind::integer, .integer = *number};
                break;
            }
            return Step::bad;
        case '#':
            if (line != "t" && line != "f") return Step::bad;
            value = {.kind = Value::Kind::integer, .integer = line == "t" ? 1 : 0};
            break;
        case '_':
            if (!line.empty()) return Step::bad;
            break;
        case '$':
        case '=':
            done = read_text(line, Value::Kind::text, value);
            break;
        case '!':
            done = read_text(line, Value::Kind::error, value);
            break;
        default:
            done = open(type, line, value);
    }
    if (done != Step::more) return done;
    at_ = start;
    --items_;
    return done;
}

Parser::Step Parser::read_line(std::string_view& line) {
    const std::string_view rest = std::string_view(buffer_).substr(at_);
    const auto end = rest.substr(0, limits_.line_bytes_max).find(line_end);
    if (end == std::string_view::npos) {
        return rest.size() >= limits_.line_bytes_max ? Step::bad : Step::more;
    }
    line = rest.substr(0, end);
    at_ += end + line_end.size();
    return Step::whole;
}

Parser::Step Parser::read_text(std::string_view count, Value::Kind kind, Value& value) {
    const auto length = number_in(count);
    if (!length || *length < -1) return Step::bad;
    if (*length == -1) return Step::whole;
    const auto size = static_cast<std::size_t>(*length);
    if (size > limits_.text_bytes_max) return Step::bad;
    const std::string_view rest = std::string_view(buffer_).substr(at_);
    if (rest.size() < size + line_end.size()) return Step::more;
    if (rest.substr(size, line_end.size()) != line_end) return Step::bad;
    value = {.kind = kind, .text = std::string(rest.substr(0, size))};
    at_ += size + line_end.size();
    return Step::whole;
}

Parser::Step Parser::open(char type, std::string_view count, Value& value) {
    if (std::string_view("*~>%").find(type) == std::string_view::npos) return Step::bad;
    const auto length = number_in(count);
    if (!length || *length < -1) return Step::bad;
    if (*length == -1) return type == '*' ? Step::whole : Step::bad;
    auto missing = static_cast<std::size_t>(*length);
    if (missing > limits_.items_max) return Step::bad;
    if (type == '%') missing *= 2;
    value.kind = type == '>' ? Value::Kind::push : Value::Kind::array;
    if (missing == 0) return Step::whole;
    if (open_.size() >= limits_.depth_max) return Step::bad;
    open_.push_back({std::move(value), missing});
    return Step::opened;
}

std::optional<Value> Parser::close(Value value) {
    while (!open_.empty()) {
        auto& outer = open_.back();
        outer.value.items.push_back(std::move(value));
        if (--outer.missing > 0) return std::nullopt;
        value = std::move(outer.value);
        open_.pop_back();
    }
    items_ = 0;
    return value;
}

void Parser::forget_read() {
    if (at_ < buffer_.size() && at_ < read_bytes_kept_max) return;
    buffer_.erase(0, at_);
    at_ = 0;
}

std::string encode(std::span<const std::string_view> words) {
    std::string out = "*" + std::to_string(words.size()) + "\r\n";
    for (const auto word : words) {
        out.append("$").append(std::to_string(word.size())).append(line_end);
        out.append(word).append(line_end);
    }
    return out;
}

}  // namespace fairfile::redis
