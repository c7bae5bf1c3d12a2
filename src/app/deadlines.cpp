#include "app/commands.hpp"
#include "app/output.hpp"
#include "base/dates.hpp"
#include "base/json_writer.hpp"
#include "features/clocks/clocks.hpp"

#include <boost/json.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace fairfile::app {

namespace {

namespace json = boost::json;

// A case takes about 100 bytes; a file is held in memory as a whole.
constexpr std::size_t file_bytes_max = 64 * 1024 * 1024;
constexpr auto shape = R"(Write {"cases": [{"id": …, "clock": …, "inputs": {…}}]}.)";

std::optional<std::string> read_text(const std::string& path) {
    std::error_code failed;
    if (std::filesystem::is_directory(path, failed)) return std::nullopt;
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    std::string text(std::istreambuf_iterator<char>(file), {});
    if (file.bad()) return std::nullopt;
    return text;
}

clocks::Answer nonsense(std::string why) {
    return {.error = std::move(why)};
}

clocks::Answer answer_case(const json::value& entry) {
    const auto* object = entry.if_object();
    if (!object) return nonsense("A case is an object with id, clock and inputs.");
    const auto* clock = object->if_contains("clock");
    const auto* inputs = object->if_contains("inputs");
    if (!clock || !clock->is_string()) return nonsense("clock must be the name of a clock.");
    if (!inputs || !inputs->is_object()) return nonsense("inputs must be an object.");

    clocks::Question question{std::string(clock->get_string()), {}};
    for (const auto& [name, value] : inputs->get_object()) {
        if (value.is_null()) continue;  // not given
        if (value.is_bool()) {
            question.inputs.emplace(std::string(name), value.get_bool());
        } else if (value.is_string()) {
            question.inputs.emplace(std::string(name), std::string(value.get_string()));
        } else {
            return nonsense(std::string(name) + " must be a date, true or false.");
        }
    }
    return clocks::answer(question);
}

/// The case's own id as it stands there; null when it has none.
std::string id_of(const json::value& entry) {
    const auto* object = entry.if_object();
    const auto* id = object ? object->if_contains("id") : nullptr;
    return id ? json::serialize(*id) : "null";
}

void write_answer(JsonWriter& out, const json::value& entry) {
    const auto found = answer_case(entry);
    out.begin_object().key("id").raw(id_of(entry));
    if (found.date) {
        const auto date = to_string(to_date(*found.date));
        out.field("date", std::string_view(date));
    } else {
        out.field("error", std::string_view(found.error));
    }
    if (found.services_from) {
        const auto from = to_string(to_date(*found.services_from));
        out.field("services_from", std::string_view(from));
    }
    out.end_object();
}

}  // namespace

int run_deadlines(const std::string& path) {
    const auto text = read_text(path);
    if (!text) return complain("Cannot read " + path + ".", exit_missing);
    if (text->size() > file_bytes_max) {
        return complain("The file is over 64 MiB: split it.", exit_wrong_use);
    }
    boost::system::error_code failed;
    const auto document = json::parse(*text, failed);
    if (failed) return complain(path + " is not JSON. " + shape, exit_wrong_use);
    const auto* object = document.if_object();
    const auto* cases = object ? object->if_contains("cases") : nullptr;
    if (!cases || !cases->is_array()) {
        return complain(path + " has no list of cases. " + shape, exit_wrong_use);
    }

    std::string answers;
    JsonWriter out(answers);
    out.begin_object().key("answers").begin_array();
    for (const auto& entry : cases->get_array()) write_answer(out, entry);
    out.end_array().end_object();
    say_line(answers);
    return exit_done;
}

}  // namespace fairfile::app
