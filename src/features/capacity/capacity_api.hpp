// `GET /api/v1/admin/plan`: the report of `fairfile plan --json` for operators.
#pragma once

#include "infra/http/http.hpp"
#include "infra/runtime/runtime.hpp"

namespace fairfile::capacity {

/// Plans are made on `pool`, away from the loops: one takes some tens of milliseconds.
struct PlanDesk {
    runtime::CpuPool& pool;
};

/// `desk` must outlive the router.
void add_routes(http::Router& router, PlanDesk& desk);

}  // namespace fairfile::capacity
