// The reasons for which a document is refused, as errors.
#pragma once

#include "base/result.hpp"
#include "infra/sandbox/sandbox.hpp"

#include <optional>
#include <string>

namespace fairfile::pdf {

enum class Refusal {
    encrypted,
    malformed,
    too_large,
    too_many_pages,
    timeout,
    memory,
    unsupported_type,
    no_page,
};

/// `detail` never quotes the document.
Error refusal(Refusal reason, std::string detail);

/// What a run's end means for the document; nothing when its program came to an end of its own.
std::optional<Error> refusal_of(const sandbox::SandboxOutcome& outcome);

}  // namespace fairfile::pdf
