// Decides from a request's head alone whether its body is worth reading: route, origin, caller,
// limit, size, in this order. A state machine: where an answer must be waited for, the connection
// waits and hands it in.
//
//   begin ─▶ [ask_caller] ─▶ [ask_limit] ─▶ admitted | refused | file
#pragma once

#include "infra/http/hooks.hpp"
#include "infra/http/server_request.hpp"
#include "infra/http/static_files.hpp"

#include <optional>
#include <string>
#include <vector>

namespace fairfile::http {

class Admission {
  public:
    enum class State { ask_caller, ask_limit, admitted, refused, file };

    struct Rules {
        const Router& router;
        const ServerHooks& hooks;
        const std::vector<std::string>& own_origins;
    };

    Admission(const Rules& rules, ServerRequest& request) : rules_(rules), request_(request) {}

    State begin();
    State with_caller(Caller caller);
    State with_verdict(LimitVerdict verdict);

    /// Until a row was found: nullptr.
    const RouteRow* row() const { return row_; }
    LimitQuestion limit_question() const;
    const LimitVerdict& verdict() const { return verdict_; }
    Response& refusal() { return refusal_; }
    const StaticFiles::Answer& file() const { return *file_; }

  private:
    State find_route();
    State check_caller();
    State refuse(Response response);
    State refuse(const Error& error) { return refuse(problem(error)); }
    State without_row(const std::vector<Method>& allowed);
    bool is_foreign() const;

    const Rules& rules_;
    ServerRequest& request_;
    const RouteRow* row_ = nullptr;
    std::optional<Error> failure_ = {};
    LimitVerdict verdict_ = {};
    Response refusal_ = {};
    std::optional<StaticFiles::Answer> file_ = {};
};

}  // namespace fairfile::http
