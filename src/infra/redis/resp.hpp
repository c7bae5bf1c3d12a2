// The wire format of Redis (RESP2 and RESP3): commands out, answers in. The parser takes bytes as
// they come and has limits; what breaks a limit or the format breaks the connection.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fairfile::redis {

struct Value {
    enum class Kind : std::uint8_t { null, text, integer, error, array, push };
    Kind kind = Kind::null;
    std::string text = {};          // of text and error; doubles and big numbers stay text
    std::int64_t integer = 0;       // truth is 0 or 1
    std::vector<Value> items = {};  // of array and push; a map is key, value, key, value

    bool is_error(std::string_view prefix = "") const {
        return kind == Kind::error && text.starts_with(prefix);
    }
};

struct ParserLimits {
    std::size_t text_bytes_max = 1 << 20;
    std::size_t items_max = 1 << 16;  // of one answer, all depths together
    std::size_t depth_max = 8;
    std::size_t line_bytes_max = 4096;
};

class Parser {
  public:
    explicit Parser(ParserLimits limits = {}) : limits_(limits) {}

    void feed(std::string_view bytes) { buffer_.append(bytes); }
    /// The next whole answer; nothing when more bytes are needed. After an error, kind
    /// `unreadable` code "redis.bad_answer", the parser is of no use.
    Result<std::optional<Value>> next();

  private:
    struct Open {
        Value value;
        std::size_t missing = 0;
    };
    enum class Step : std::uint8_t { more, bad, opened, whole };

    Step step(Value& value);
    Step read_line(std::string_view& line);
    Step read_text(std::string_view count, Value::Kind kind, Value& value);
    Step open(char type, std::string_view count, Value& value);
    std::optional<Value> close(Value value);
    void forget_read();

    ParserLimits limits_;
    std::string buffer_;
    std::size_t at_ = 0;
    std::size_t items_ = 0;
    std::vector<Open> open_;
};

/// An array of bulk strings.
std::string encode(std::span<const std::string_view> words);

}  // namespace fairfile::redis
