// Structured log: one JSON object a line, with time, level and event, then the caller's fields.
// Personal data has no type that could be logged; ids may be. Lines are written as a whole, from
// any thread, and are buffered: `flush` or an error line brings them out.
#pragma once

#include "base/clock.hpp"

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

namespace spdlog {
class logger;
}

namespace fairfile::log {

enum class Level : std::uint8_t { debug, info, warning, error };

struct Field {
    std::string_view name;
    std::variant<std::string_view, std::int64_t, double, bool> value;
};

class Log {
  public:
    /// To standard error.
    Log(const Clock& clock, Level least);
    /// Appends to a file; throws when it cannot be opened.
    Log(const Clock& clock, Level least, const std::string& file);
    ~Log();

    void write(Level level, std::string_view event, std::initializer_list<Field> fields);
    void info(std::string_view event, std::initializer_list<Field> fields = {}) {
        write(Level::info, event, fields);
    }
    void warning(std::string_view event, std::initializer_list<Field> fields = {}) {
        write(Level::warning, event, fields);
    }
    void error(std::string_view event, std::initializer_list<Field> fields = {}) {
        write(Level::error, event, fields);
    }
    void flush();

  private:
    const Clock& clock_;
    const Level least_;
    std::shared_ptr<spdlog::logger> logger_;  // shared: spdlog's own type
};

/// The line without its newline; for tests.
std::string format_line(
    std::chrono::system_clock::time_point time,
    Level level,
    std::string_view event,
    std::initializer_list<Field> fields
);

}  // namespace fairfile::log
