#include "infra/pdf/refusals.hpp"

#include "infra/pdf/pdf.hpp"

#include <array>

namespace fairfile::pdf {

namespace {

struct Wording {
    Failure kind;
    std::string_view code;
    std::string_view message;
};

constexpr std::string_view code_prefix = "document.";

constexpr std::array<Wording, 8> wordings{{
    {Failure::invalid,
     "document.encrypted",
     "This PDF is protected by a password. Please save it without one and upload it again."},
    {Failure::unreadable,
     "document.malformed",
     "This file is damaged or empty. Please download it again from where it came from."},
    {Failure::too_large, "document.too_large", "This file is too large; 10 MB is the limit."},
    {Failure::too_large,
     "document.too_many_pages",
     "This document has too many pages; 300 is the limit."},
    {Failure::invalid, "document.timeout", "Reading this document took too long."},
    {Failure::invalid, "document.memory", "Reading this document took too much memory."},
    {Failure::unsupported,
     "document.unsupported_type",
     "This kind of file cannot be read. Please upload a PDF, a picture or a web page."},
    {Failure::missing, "document.no_page", "The document has no such page."},
}};

}  // namespace

Error refusal(Refusal reason, std::string detail) {
    const auto& wording = wordings.at(static_cast<std::size_t>(reason));
    return Error{wording.kind, wording.code, std::string(wording.message), std::move(detail)};
}

std::optional<Error> refusal_of(const sandbox::SandboxOutcome& outcome) {
    using sandbox::SandboxEnd;
    switch (outcome.end) {
        case SandboxEnd::finished:
            return std::nullopt;
        case SandboxEnd::timeout:
            return refusal(Refusal::timeout, "deadline of the cage");
        case SandboxEnd::memory:
            return refusal(Refusal::memory, "memory limit of the cage");
        case SandboxEnd::output_too_large:
            return refusal(Refusal::too_large, "output limit of the cage");
        case SandboxEnd::killed:
            return refusal(
                Refusal::malformed, "reader ended by signal " + std::to_string(outcome.signal)
            );
        case SandboxEnd::denied:
            return refusal(Refusal::malformed, "reader tried something forbidden");
    }
    return std::nullopt;
}

std::string_view reason_of(const Error& error) {
    if (!error.code.starts_with(code_prefix)) return {};
    return error.code.substr(code_prefix.size());
}

}  // namespace fairfile::pdf
