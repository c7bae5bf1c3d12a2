// The reasons for which a picture is refused, as errors.
#pragma once

#include "base/result.hpp"
#include "infra/sandbox/sandbox.hpp"

#include <optional>
#include <string>

namespace fairfile::ocr {

enum class Refusal { malformed, too_large, timeout, memory, no_page };

Error refusal(Refusal reason, std::string detail);

/// What a run's end means for the picture; nothing when its program came to a good end.
std::optional<Error> judge_end(const sandbox::SandboxOutcome& outcome);

}  // namespace fairfile::ocr
