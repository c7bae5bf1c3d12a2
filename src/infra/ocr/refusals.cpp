#include "infra/ocr/refusals.hpp"

#include "infra/ocr/straighten.hpp"

#include <array>

namespace fairfile::ocr {

namespace {

struct Wording {
    Failure kind;
    std::string_view code;
    std::string_view message;
};

constexpr std::array<Wording, 5> wordings{{
    {Failure::unreadable,
     "document.malformed",
     "This picture is damaged. Please take or scan it again."},
    {Failure::too_large,
     "document.too_large",
     "This picture has too many dots. Please scan at 300 dots per inch."},
    {Failure::invalid, "document.timeout", "Reading this document took too long."},
    {Failure::invalid, "document.memory", "Reading this document took too much memory."},
    {Failure::missing, "document.no_page", "The document has no such page."},
}};

Error refusal_by_exit_code(int code) {
    if (code == straighten_no_page) return refusal(Refusal::no_page, "no such page");
    if (code == straighten_too_many_pixels) return refusal(Refusal::too_large, "pixels");
    return refusal(Refusal::malformed, "reader exit code " + std::to_string(code));
}

}  // namespace

Error refusal(Refusal reason, std::string detail) {
    const auto& wording = wordings.at(static_cast<std::size_t>(reason));
    return Error{wording.kind, wording.code, std::string(wording.message), std::move(detail)};
}

std::optional<Error> judge_end(const sandbox::SandboxOutcome& outcome) {
    using sandbox::SandboxEnd;
    switch (outcome.end) {
        case SandboxEnd::finished:
            if (outcome.exit_code == 0) return std::nullopt;
            return refusal_by_exit_code(outcome.exit_code);
        case SandboxEnd::timeout:
            return refusal(Refusal::timeout, "deadline of the cage");
        case SandboxEnd::memory:
            return refusal(Refusal::memory, "memory limit of the cage");
        case SandboxEnd::output_too_large:
            return refusal(Refusal::too_large, "output limit of the cage");
        case SandboxEnd::killed:
        case SandboxEnd::denied:
            return refusal(
                Refusal::malformed, "reader ended by signal " + std::to_string(outcome.signal)
            );
    }
    return std::nullopt;
}

}  // namespace fairfile::ocr
