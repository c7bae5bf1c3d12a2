#include "infra/pdf/poppler.hpp"

#include "base/text.hpp"
#include "infra/pdf/refusals.hpp"

#include <array>
#include <charconv>
#include <filesystem>
#include <utility>

namespace fairfile::pdf {

namespace {

constexpr std::chrono::milliseconds facts_wall{10'000};
constexpr std::uint64_t facts_bytes_max = sandbox::mebibyte;

std::string installed_program(const std::string& name) {
    const auto local = "/usr/local/bin/" + name;
    std::error_code unreadable;
    return std::filesystem::exists(local, unreadable) ? local : "/usr/bin/" + name;
}

/// The numbers in a line, in order: "Page    3 size: 612 x 792 pts (letter)" has 3, 612, 792.
std::vector<double> numbers_in(std::string_view line) {
    std::vector<double> numbers;
    while (!line.empty()) {
        double number = 0;
        const auto [end, failed] = std::from_chars(line.data(), line.data() + line.size(), number);
        if (failed == std::errc{} && is_digit(line[0])) {
            numbers.push_back(number);
            line.remove_prefix(static_cast<std::size_t>(end - line.data()));
        } else {
            line.remove_prefix(1);
        }
    }
    return numbers;
}

void take_line(PdfFacts& facts, std::string_view line) {
    const auto numbers = numbers_in(line);
    if (line.starts_with("Pages:") && numbers.size() == 1) {
        facts.pages = static_cast<int>(std::min(numbers[0], 1e9));
        return;
    }
    if (!line.starts_with("Page ") || numbers.size() < 2) return;
    auto& shape = facts.shapes[static_cast<int>(std::min(numbers[0], 1e9))];
    if (line.find("size:") != line.npos && numbers.size() >= 3) {
        shape.width = numbers[1];
        shape.height = numbers[2];
    } else if (line.find("rot:") != line.npos) {
        shape.rotation = static_cast<int>(numbers[1]) % 360;
    }
}

}  // namespace

std::vector<sandbox::SandboxProgram> cage_programs() {
    const std::vector<std::string> readable = {
        "/usr/share/poppler",
        "/etc/fonts",
        "/usr/share/fonts",
        "/usr/share/fontconfig",
        "/var/cache/fontconfig",
    };
    std::vector<sandbox::SandboxProgram> programs;
    for (const std::string name : {"pdfinfo", "pdftotext", "pdftoppm"}) {
        programs.push_back({name, installed_program(name), readable});
    }
    return programs;
}

PdfFacts parse_facts(std::string_view printed) {
    PdfFacts facts;
    for (const auto line : split(printed, '\n')) take_line(facts, line);
    for (auto& [number, shape] : facts.shapes) {
        if (shape.rotation == 90 || shape.rotation == 270) std::swap(shape.width, shape.height);
    }
    return facts;
}

std::optional<Error> judge_end(const sandbox::SandboxOutcome& outcome) {
    constexpr std::array<std::string_view, 3> signs_of_encryption{
        "Incorrect password", "security handler", "Unsupported version/revision"};
    for (const auto sign : signs_of_encryption) {
        if (outcome.diagnostics.find(sign) != std::string::npos) {
            return refusal(Refusal::encrypted, "poppler cannot decrypt");
        }
    }
    if (auto refused = refusal_of(outcome)) return refused;
    if (outcome.exit_code == 0) return std::nullopt;
    return refusal(Refusal::malformed, "poppler exit code " + std::to_string(outcome.exit_code));
}

Result<PdfFacts> facts_of_pdf(
    const Sandbox& sandbox, std::shared_ptr<const SealedFile> document, int first, int last
) {
    sandbox::SandboxRequest request{"pdfinfo"};
    request.arguments = {
        "-f", std::to_string(first), "-l", std::to_string(last), std::string(sandbox::input_path)};
    request.input = std::move(document);
    request.limits.wall = facts_wall;
    request.limits.output_bytes_max = facts_bytes_max;
    const auto outcome = sandbox.run(request);
    if (!outcome) return outcome.error();
    if (auto refused = judge_end(*outcome)) return *refused;
    auto facts = parse_facts(outcome->output);
    if (facts.pages <= 0) return refusal(Refusal::malformed, "no pages");
    return facts;
}

}  // namespace fairfile::pdf
