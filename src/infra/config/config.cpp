#include "infra/config/config.hpp"

#include "base/text.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace fairfile::config {

namespace {

std::optional<std::string> read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

Error wrong_file(const std::string& path, const std::string& why) {
    return Error{Failure::invalid, "config.file", "The settings file " + path + " " + why};
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::optional<std::string> to_text(const toml::node& node) {
    if (auto text = node.value<std::string>(); text && node.is_string()) return *text;
    if (auto number = node.value<std::int64_t>(); number && node.is_integer()) {
        return std::to_string(*number);
    }
    if (auto truth = node.value<bool>(); truth && node.is_boolean())
        return *truth ? "true" : "false";
    return std::nullopt;
}

}  // namespace

Environment process_environment() {
    return [](const std::string& name) -> std::optional<std::string> {
        const char* value = std::getenv(name.c_str());
        if (value == nullptr) return std::nullopt;
        return value;
    };
}

Result<Reader> Reader::open(Environment environment, const std::string& path) {
    Reader reader;
    reader.environment_ = std::move(environment);
    if (path.empty()) return reader;

    const auto content = read_file(path);
    if (!content) return wrong_file(path, "cannot be read.");
    try {
        const auto table = toml::parse(*content, path);
        for (const auto& [key, node] : table) {
            const std::string name(key.str());
            const auto value = to_text(node);
            if (!value) return wrong_file(path, "has a value that is no text: " + name);
            reader.file_[name] = *value;
        }
    } catch (const toml::parse_error& error) {
        const auto line = std::to_string(error.source().begin.line);
        return wrong_file(path, "is not TOML in line " + line + ".");
    }
    return reader;
}

void Reader::text(std::string_view name, std::string& into, std::string_view words) {
    auto found = find(std::string(name));
    if (found) into = found->value;
    describe(name, into, found ? found->source : "default", words);
}

void Reader::secret(std::string_view name, Secret& into, std::string_view words) {
    auto found = find(std::string(name));
    if (found) into = Secret(found->value);
    describe(name, into.empty() ? "" : "(hidden)", found ? found->source : "default", words);
}

void Reader::integer(
    std::string_view name,
    std::int64_t& into,
    std::int64_t min,
    std::int64_t max,
    std::string_view words
) {
    auto found = find(std::string(name));
    if (found) {
        const auto number = parse_integer(found->value);
        if (number && *number >= min && *number <= max) {
            into = *number;
        } else {
            wrong_.push_back(
                {std::string(name),
                 "must be a whole number from " + std::to_string(min) + " to " +
                     std::to_string(max)}
            );
        }
    }
    describe(name, std::to_string(into), found ? found->source : "default", words);
}

void Reader::truth(std::string_view name, bool& into, std::string_view words) {
    auto found = find(std::string(name));
    if (found) {
        const auto value = to_lower(found->value);
        const bool yes = value == "true" || value == "on" || value == "yes" || value == "1";
        const bool no = value == "false" || value == "off" || value == "no" || value == "0";
        if (yes || no) into = yes;
        if (!yes && !no) wrong_.push_back({std::string(name), "must be on or off"});
    }
    describe(name, into ? "on" : "off", found ? found->source : "default", words);
}

void Reader::choice(
    std::string_view name,
    std::string& into,
    const std::vector<std::string>& choices,
    std::string_view words
) {
    auto found = find(std::string(name));
    if (found && std::find(choices.begin(), choices.end(), found->value) != choices.end()) {
        into = found->value;
    } else if (found) {
        std::string problem = "must be one of:";
        for (const auto& choice : choices) problem += " " + choice;
        wrong_.push_back({std::string(name), problem});
    }
    describe(name, into, found ? found->source : "default", words);
}

Result<std::vector<Described>> Reader::finish() {
    for (const auto& [name, value] : file_) {
        const auto known =
            std::any_of(described_.begin(), described_.end(), [&name = name](const Described& one) {
                return one.name == name || one.name + "_FILE" == name;
            });
        if (!known) wrong_.push_back({name, "is not a setting"});
    }
    if (wrong_.empty()) return described_;

    std::string message = "Wrong settings:";
    for (const auto& one : wrong_) message += " " + one.field + " " + one.problem + ".";
    return Error{
        .kind = Failure::invalid, .code = "config.invalid", .message = message, .fields = wrong_};
}

std::optional<Reader::Found> Reader::find(const std::string& name) {
    if (auto value = environment_(name)) return Found{*value, "environment"};
    auto path = environment_(name + "_FILE");
    if (!path && file_.contains(name + "_FILE")) path = file_[name + "_FILE"];
    if (path) {
        if (auto content = read_file(*path)) return Found{std::string(trim(*content)), *path};
        wrong_.push_back({name + "_FILE", "names a file that cannot be read"});
    }
    if (file_.contains(name)) return Found{file_[name], "file"};
    return std::nullopt;
}

void Reader::describe(
    std::string_view name, std::string value, std::string source, std::string_view words
) {
    described_.push_back(
        {std::string(name), std::move(value), std::move(source), std::string(words)}
    );
}

}  // namespace fairfile::config
