"""The dashboards: one question, one plot."""

from capacity import CAPACITY
from model import Dashboard, Plot, quantiles, query

PROBES = 'route!~"/livez|/readyz|/metrics|static"'
DISKS = 'fstype!="tmpfs"'


def made(route: str, status: str = "201") -> str:
    """How many of something people made in a day, by the answers to their requests."""
    return (
        f'sum(increase(http_requests_total{{method="POST",route="{route}",status="{status}"}}[1d]))'
    )


SERVICE = Dashboard(
    "service",
    "Fairfile: service",
    (
        Plot(
            "Requests by route",
            (query(f"sum by (route) (rate(http_requests_total{{{PROBES}}}[5m]))", "{{route}}"),),
            "reqps",
        ),
        Plot(
            "Requests by status",
            (query("sum by (status) (rate(http_requests_total[5m]))", "{{status}}"),),
            "reqps",
        ),
        Plot("Latency", quantiles("http_request_duration_seconds", "", PROBES), "s", 0.5),
        Plot(
            "Slowest routes (p95)",
            (
                query(
                    "topk(10, histogram_quantile(0.95, sum by (le, route) "
                    f"(rate(http_request_duration_seconds_bucket{{{PROBES}}}[5m]))))",
                    "{{route}}",
                ),
            ),
            "s",
        ),
        Plot(
            "Share of errors",
            (query("fairfile:http_errors:ratio5m", "5xx"),),
            "percentunit",
            0.05,
        ),
        Plot(
            "Sign-ins by outcome",
            (query("sum by (outcome) (rate(sign_ins_total[5m]))", "{{outcome}}"),),
            "ops",
        ),
        Plot(
            "Behind HAProxy",
            (
                query(
                    'sum(haproxy_server_status{proxy="serve",state="UP"})',
                    "servers up",
                ),
                query('sum(haproxy_backend_current_queue{proxy="serve"})', "requests waiting"),
            ),
        ),
        Plot(
            "Sent again by HAProxy",
            (
                query("sum(rate(haproxy_backend_redispatch_warnings_total[5m]))", "redispatched"),
                query("sum(rate(haproxy_backend_retry_warnings_total[5m]))", "retried"),
            ),
            "ops",
        ),
        Plot(
            "Processor time",
            (query("sum by (job, instance) (rate(process_cpu_seconds_total[5m]))", "{{job}}"),),
            "percentunit",
        ),
        Plot(
            "Memory",
            (query("sum by (job, instance) (process_resident_memory_bytes)", "{{job}}"),),
            "bytes",
        ),
    ),
)

DATABASE = Dashboard(
    "database",
    "Fairfile: database",
    (
        Plot(
            "Connections taken",
            (query("fairfile:pg_connections:ratio", "share of the server's"),),
            "percentunit",
            0.8,
        ),
        Plot(
            "Our connections",
            (
                query("sum by (job) (pg_active_connections)", "{{job}} up"),
                query("sum by (job) (pg_calls_in_flight)", "{{job}} calls in flight"),
                query("sum by (job) (pg_calls_waiting)", "{{job}} calls waiting"),
            ),
        ),
        Plot(
            "Slowest statements (p99)",
            (query("topk(10, fairfile:pg_query_duration_seconds:p99_5m)", "{{statement}}"),),
            "s",
            1.0,
        ),
        Plot(
            "Statements",
            (
                query(
                    "topk(10, sum by (statement) (rate(pg_query_duration_seconds_count[5m])))",
                    "{{statement}}",
                ),
            ),
            "ops",
        ),
        Plot("Database", (query("max(pg_database_size_bytes)", "bytes"),), "bytes"),
        Plot(
            "Largest tables with their indexes",
            (
                query(
                    "topk(10, max by (table) (pg_table_size_bytes + pg_index_size_bytes))",
                    "{{table}}",
                ),
            ),
            "bytes",
        ),
        Plot(
            "Dead rows",
            (query("topk(10, max by (table) (pg_table_dead_rows))", "{{table}}"),),
        ),
        Plot(
            "Standbys",
            (
                query("max(pg_replicas)", "streaming"),
                query("max(pg_replication_lag_seconds)", "lag in seconds"),
            ),
        ),
    ),
)

JOBS = Dashboard(
    "jobs",
    "Fairfile: jobs",
    (
        Plot("Waiting", (query("fairfile:job_queue_length:max", "{{queue}}"),), "short", 50),
        Plot("Oldest waiting", (query("max(job_oldest_waiting_seconds)", "age"),), "s", 300),
        Plot("Time a job takes", quantiles("job_task_duration_seconds", "task_name"), "s"),
        Plot(
            "Jobs done",
            (
                query(
                    "sum by (task_name) (rate(job_task_duration_seconds_count[5m]))",
                    "{{task_name}}",
                ),
            ),
            "ops",
        ),
        Plot(
            "Failures",
            (query("sum by (task_name) (rate(job_task_failures_total[5m]))", "{{task_name}}"),),
            "ops",
        ),
        Plot(
            "E-mails of notifications",
            (
                query(
                    "sum by (outcome) (rate(notification_emails_total[5m]))",
                    "{{outcome}}",
                ),
            ),
            "ops",
        ),
        Plot(
            "E-mails refused or given up",
            (
                query(
                    'sum by (kind) (rate(notification_emails_total{outcome="failed"}[5m]))',
                    "{{kind}}",
                ),
            ),
            "ops",
        ),
    ),
)

LIMITS = Dashboard(
    "limits",
    "Fairfile: limits",
    (
        Plot(
            "Share refused",
            (
                query(
                    "sum by (limit_type) (rate(rate_limit_exceeded_total[10m])) "
                    "/ sum by (limit_type) (rate(rate_limit_checks_total[10m]))",
                    "{{limit_type}}",
                ),
            ),
            "percentunit",
            0.1,
        ),
        Plot("Redis answers", (query("min by (instance) (redis_up)", "{{instance}}"),)),
        Plot(
            "Redis hits",
            (
                query(
                    "sum(rate(redis_keyspace_hits_total[5m])) / (sum(rate("
                    "redis_keyspace_hits_total[5m])) + sum(rate(redis_keyspace_misses_total[5m])))",
                    "share",
                ),
            ),
            "percentunit",
        ),
        Plot(
            "Redis memory",
            (
                query("sum by (instance) (redis_memory_used_bytes)", "{{instance}} used"),
                query("sum by (instance) (redis_memory_max_bytes)", "{{instance}} allowed"),
            ),
            "bytes",
        ),
        Plot(
            "Checks",
            (
                query(
                    "sum by (user_tier, limit_type) (rate(rate_limit_checks_total[5m]))",
                    "{{user_tier}} {{limit_type}}",
                ),
            ),
            "ops",
        ),
        Plot(
            "Refused",
            (
                query(
                    "sum by (user_tier, limit_type) (rate(rate_limit_exceeded_total[5m]))",
                    "{{user_tier}} {{limit_type}}",
                ),
            ),
            "ops",
        ),
    ),
)

STORAGE = Dashboard(
    "storage",
    "Fairfile: storage",
    (
        Plot(
            "Disks of the machines",
            (
                query(
                    "1 - min by (instance, mountpoint) "
                    f"(node_filesystem_avail_bytes{{{DISKS}}}) "
                    f"/ min by (instance, mountpoint) (node_filesystem_size_bytes{{{DISKS}}})",
                    "{{instance}} {{mountpoint}}",
                ),
            ),
            "percentunit",
            0.8,
        ),
        Plot(
            "Disks",
            (
                query(
                    '1 - min by (mount) (fairfile_disk_bytes{kind="free"})'
                    ' / min by (mount) (fairfile_disk_bytes{kind="size"})',
                    "{{mount}}",
                ),
            ),
            "percentunit",
            0.8,
        ),
        Plot(
            "Handed out",
            (query("sum(rate(fairfile_blob_fetched_bytes_total[5m]))", "bytes"),),
            "Bps",
        ),
        Plot(
            "Written",
            (
                query("sum(rate(fairfile_blob_stored_bytes_total[5m]))", "before packing"),
                query("sum(rate(fairfile_blob_sealed_bytes_total[5m]))", "as written"),
            ),
            "Bps",
        ),
        Plot(
            "Removed and failed",
            (
                query("sum(rate(fairfile_blob_removed_total[5m]))", "removed"),
                query("sum(rate(fairfile_blob_failed_total[5m]))", "failed"),
            ),
            "ops",
        ),
    ),
)

BUSINESS = Dashboard(
    "business",
    "Fairfile: what people do",
    (
        Plot(
            "Reports read an hour",
            (
                query(
                    "sum by (format, verdict) (increase(reports_read_total[1h]))",
                    "{{format}} {{verdict}}",
                ),
            ),
        ),
        Plot(
            "Reports refused an hour",
            (query("sum by (reason) (increase(reports_refused_total[1h]))", "{{reason}}"),),
        ),
        Plot("People who registered, a day", (query(made("/api/v1/auth/register"), "people"),)),
        Plot(
            "Sign-ins an hour",
            (query("sum by (outcome) (increase(sign_ins_total[1h]))", "{{outcome}}"),),
        ),
        Plot(
            "Uploads taken, a day",
            (query(made("/api/v1/upload-credit-report", "202"), "uploads"),),
        ),
        Plot(
            "From finding to letter, a day",
            (
                query(made("/api/v1/disputes"), "disputes opened"),
                query(made("/api/v1/disputes/{id}/letters"), "letters drafted"),
                query(made("/api/v1/letters/{id}/mailings"), "mailings recorded"),
            ),
        ),
    ),
)

ALL = (SERVICE, DATABASE, JOBS, LIMITS, STORAGE, BUSINESS, CAPACITY)
