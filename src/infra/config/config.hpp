// Settings, read once at start from the environment and, under it, from a file with the same names
// (TOML: NAME = "value"). A setting that ends in _FILE names a file that holds the value, for
// secrets. Every setting is declared with its words, so `fairfile config` can print them all; wrong
// values are collected and told at once.
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fairfile::config {

/// One setting as `fairfile config` shows it. A secret's value is replaced by a mark.
struct Described {
    std::string name;
    std::string value;
    std::string source;  // "default", "environment", "file"
    std::string words;
};

using Environment = std::function<std::optional<std::string>(const std::string& name)>;

/// The process's own environment.
Environment process_environment();

class Reader {
  public:
    /// `file` may be empty. Fails when it cannot be read or is not TOML.
    static Result<Reader> open(Environment environment, const std::string& file);

    void text(std::string_view name, std::string& into, std::string_view words);
    void secret(std::string_view name, Secret& into, std::string_view words);
    void integer(
        std::string_view name,
        std::int64_t& into,
        std::int64_t min,
        std::int64_t max,
        std::string_view words
    );
    void truth(std::string_view name, bool& into, std::string_view words);
    void choice(
        std::string_view name,
        std::string& into,
        const std::vector<std::string>& choices,
        std::string_view words
    );

    /// Names of the file that no setting asked for are wrong, too.
    Result<std::vector<Described>> finish();

  private:
    struct Found {
        std::string value;
        std::string source;
    };
    std::optional<Found> find(const std::string& name);
    void describe(
        std::string_view name, std::string value, std::string source, std::string_view words
    );

    Environment environment_;
    std::map<std::string, std::string> file_;
    std::vector<Described> described_;
    std::vector<FieldError> wrong_;
};

}  // namespace fairfile::config
