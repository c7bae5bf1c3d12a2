// The plan's figures as data: phases, prices, stated totals. Nothing here is computed.
#include "features/capacity/inputs.hpp"

namespace fairfile::capacity {

namespace {

constexpr std::string_view plan = R"json({
"phases": [
{"name": "month-6", "active_users": 100, "daily_active_users": 30, "peak_concurrent_users": 5,
  "api_requests_per_day": 1000, "peak_requests_per_second": 1, "dashboard_queries_per_day": 500,
  "uploads_per_month": 200, "uploads_per_day": 10, "tradelines": 3000, "dispute_letters": 300,
  "mailed_letters": 45, "postgres_size": "500MB", "score_history_size": null, "object_storage":
  "1GB", "api_instances": 1, "connections_per_instance": 20, "total_connections": 20,
  "connection_limit": 60, "database_tier": "free", "workers": 2, "queue_time_target_s": 30},
{"name": "month-12", "active_users": 1000, "daily_active_users": 300, "peak_concurrent_users":
  50, "api_requests_per_day": 10000, "peak_requests_per_second": 10,
  "dashboard_queries_per_day": 5000, "uploads_per_month": 2000, "uploads_per_day": 100,
  "tradelines": 30000, "dispute_letters": 3000, "mailed_letters": 450, "postgres_size": "5GB",
  "score_history_size": null, "object_storage": "10GB", "api_instances": 3,
  "connections_per_instance": 20, "total_connections": 60, "connection_limit": 500,
  "database_tier": "pro", "workers": 5, "queue_time_target_s": 60},
{"name": "month-18", "active_users": 5000, "daily_active_users": 1500, "peak_concurrent_users":
  250, "api_requests_per_day": 50000, "peak_requests_per_second": 50,
  "dashboard_queries_per_day": 25000, "uploads_per_month": 10000, "uploads_per_day": 500,
  "tradelines": 150000, "dispute_letters": 15000, "mailed_letters": 2250, "postgres_size":
  "25GB", "score_history_size": "5GB", "object_storage": "50GB", "api_instances": 10,
  "connections_per_instance": 20, "total_connections": 200, "connection_limit": 500,
  "database_tier": "pro", "workers": 15, "queue_time_target_s": 120},
{"name": "month-24", "active_users": 10000, "daily_active_users": 3000, "peak_concurrent_users":
  500, "api_requests_per_day": 100000, "peak_requests_per_second": 100,
  "dashboard_queries_per_day": 50000, "uploads_per_month": 20000, "uploads_per_day": 1000,
  "tradelines": 300000, "dispute_letters": 30000, "mailed_letters": 4500, "postgres_size":
  "50GB", "score_history_size": "10GB", "object_storage": "100GB", "api_instances": 20,
  "connections_per_instance": 20, "total_connections": 400, "connection_limit": 500,
  "database_tier": "pro", "workers": 30, "queue_time_target_s": 180}
],
"rows": {
"month-6": {"users": 100, "credit_reports": 200, "tradelines": 3000, "dispute_tracking": 500,
  "status_history": 1500, "mailing_records": 45, "credit_score_history": 0},
"month-12": {"users": 1000, "credit_reports": 2000, "tradelines": 30000, "dispute_tracking":
  5000, "status_history": 15000, "mailing_records": 450, "credit_score_history": 0},
"month-18": {"users": 5000, "credit_reports": 10000, "tradelines": 150000, "dispute_tracking":
  25000, "status_history": 75000, "mailing_records": 2250, "credit_score_history": 180000},
"month-24": {"users": 10000, "credit_reports": 20000, "tradelines": 300000, "dispute_tracking":
  50000, "status_history": 150000, "mailing_records": 4500, "credit_score_history": 720000}
},
"planned_bytes_per_row": {"users": 100, "credit_reports": 100, "tradelines": 1000,
  "dispute_tracking": 1000, "status_history": 100, "mailing_records": 111},
"planned_index_size": {"month-6": "50MB", "month-12": "500MB", "month-18": "2.5GB", "month-24":
  "5GB"},
"unit_prices_usd": {"document_ai_per_page": 0.065, "pages_per_upload": 1,
  "gemini_per_1k_tokens": 0.0025, "tokens_per_upload": 10000, "lob_per_letter": 1.65,
  "usps_per_letter": 1.0, "sale_price_per_mailed_letter": 7.5},
"monthly_cost_usd": {
"month-6": {"database_and_storage": 0, "api_hosting": 10, "redis": 10, "workers": 20,
  "document_ai": 15, "gemini": 5, "mailing": 74, "cdn": 0, "monitoring": 0, "stated_total": 134},
"month-12": {"database_and_storage": 25, "api_hosting": 30, "redis": 20, "workers": 50,
  "document_ai": 130, "gemini": 50, "mailing": 743, "cdn": 20, "monitoring": 50, "stated_total":
  1118},
"month-18": {"database_and_storage": 25, "api_hosting": 100, "redis": 50, "workers": 150,
  "document_ai": 650, "gemini": 250, "mailing": 3713, "cdn": 20, "monitoring": 100,
  "stated_total": 5058},
"month-24": {"database_and_storage": [25, 50], "api_hosting": 200, "redis": 100, "workers": 300,
  "document_ai": 1300, "gemini": 500, "mailing": 4500, "cdn": 20, "monitoring": 200,
  "stated_total": 7195}
},
"monthly_revenue_usd": {
"month-6": {"mailed": 45, "revenue": 338, "stated_profit": 204, "stated_margin": 0.6},
"month-12": {"mailed": 450, "revenue": 3375, "stated_profit": 2257, "stated_margin": 0.67},
"month-18": {"mailed": 2250, "revenue": 16875, "stated_profit": 11817, "stated_margin": 0.7},
"month-24": {"mailed": 4500, "revenue": 33750, "stated_profit": 26555, "stated_margin": 0.79}
},
"tier_limits": {
"free": {"database": "500MB", "object_storage": "1GB", "connections": 60, "price": 0},
"pro": {"database": "8GB", "object_storage": "100GB", "connections": 500, "price": 25},
"enterprise": {"database": null, "object_storage": null, "connections": null, "price": null}
},
"mail_conversion": 0.15,
"letter_price_by_phase": {"month-6": "lob", "month-12": "lob", "month-18": "lob", "month-24":
  "usps"},
"limiter_by_phase": {"month-6": "hybrid", "month-12": "hybrid", "month-18": "redis", "month-24":
  "cluster"},
"habits": {"average_pdf": "5MB", "reports_deleted_after_days": 30, "cold_after_days": 90,
  "score_history_start_month": 13, "score_snapshots_per_year": 4, "stated_score_rows_per_month":
  12000, "stated_score_rows_users": 1000, "stated_index_factor": 10, "pages_of_a_real_report":
  30, "measured_score_row": "122 B", "database_trigger": "6 GB", "partition_trigger": "50 GB",
  "object_storage_trigger": "100 GB", "connection_trigger": 0.8},
"measured": {"date": "2026-11-26", "source": "docs/benchmarks.md", "cpu_per_request": "100 us",
  "cpu_per_text_page": "5 ms", "cpu_per_scanned_page": "2 s", "share_of_scanned_pages": 0.2,
  "database_bytes_per_user": "100 kB", "machine_price": 20, "cores_per_machine": 2}
}
)json";

}  // namespace

std::string_view built_in_plan() {
    return plan;
}

}  // namespace fairfile::capacity
