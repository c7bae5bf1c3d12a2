// JSON (RFC 8259) appended to a string, without a tree in between: the way rows become responses.
// Commas and colons are the writer's; the caller opens, closes and names. Text that is not UTF-8
// has its bad bytes replaced.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace fairfile {

class JsonWriter {
  public:
    explicit JsonWriter(std::string& out) : out_(out) {}

    JsonWriter& begin_object();
    JsonWriter& end_object();
    JsonWriter& begin_array();
    JsonWriter& end_array();
    JsonWriter& key(std::string_view name);

    JsonWriter& value(std::string_view text);
    JsonWriter& value(const char* text) { return value(std::string_view(text)); }
    JsonWriter& value(std::int64_t number);
    JsonWriter& value(int number) { return value(std::int64_t{number}); }
    JsonWriter& value(double number);
    JsonWriter& value(bool truth);
    JsonWriter& null();
    /// Text that is JSON already, for example a jsonb column.
    JsonWriter& raw(std::string_view json);
    /// The members of a JSON object that is text already, into the object that is open.
    JsonWriter& members(std::string_view object);

    template <class T>
    JsonWriter& value(const std::optional<T>& maybe) {
        return maybe ? value(*maybe) : null();
    }
    template <class T>
    JsonWriter& field(std::string_view name, const T& content) {
        return key(name).value(content);
    }

  private:
    void separate();

    std::string& out_;
    bool needs_comma_ = false;
};

/// Appends `text` as a JSON string, quotes included.
void append_json_string(std::string& out, std::string_view text);

}  // namespace fairfile
