#include "infra/log/log.hpp"

#include "base/dates.hpp"
#include "base/json_writer.hpp"

#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

namespace fairfile::log {

namespace {

std::string_view name_of(Level level) {
    switch (level) {
        case Level::debug:
            return "debug";
        case Level::info:
            return "info";
        case Level::warning:
            return "warning";
        case Level::error:
            break;
    }
    return "error";
}

std::shared_ptr<spdlog::logger> make_logger(spdlog::sink_ptr sink) {
    auto logger = std::make_shared<spdlog::logger>("fairfile", std::move(sink));
    auto plain = std::make_unique<spdlog::pattern_formatter>("%v");
    logger->set_formatter(std::move(plain));
    logger->set_level(spdlog::level::trace);
    logger->flush_on(spdlog::level::err);
    return logger;
}

}  // namespace

Log::Log(const Clock& clock, Level least)
    : clock_(clock),
      least_(least),
      logger_(make_logger(std::make_shared<spdlog::sinks::stderr_sink_mt>())) {
    logger_->flush_on(spdlog::level::trace);
}

Log::Log(const Clock& clock, Level least, const std::string& file)
    : clock_(clock),
      least_(least),
      logger_(make_logger(std::make_shared<spdlog::sinks::basic_file_sink_mt>(file))) {}

Log::~Log() {
    flush();
}

void Log::write(Level level, std::string_view event, std::initializer_list<Field> fields) {
    if (level < least_) return;
    const auto line = format_line(clock_.now(), level, event, fields);
    const auto severity = level == Level::error ? spdlog::level::err : spdlog::level::info;
    logger_->log(severity, spdlog::string_view_t(line.data(), line.size()));
}

void Log::flush() {
    logger_->flush();
}

std::string format_line(
    std::chrono::system_clock::time_point time,
    Level level,
    std::string_view event,
    std::initializer_list<Field> fields
) {
    std::string line;
    line.reserve(256);
    JsonWriter json(line);
    json.begin_object();
    json.field("time", std::string_view(to_rfc3339(time)));
    json.field("level", name_of(level)).field("event", event);
    for (const auto& field : fields) {
        json.key(field.name);
        std::visit([&json](const auto& value) { json.value(value); }, field.value);
    }
    json.end_object();
    return line;
}

}  // namespace fairfile::log
