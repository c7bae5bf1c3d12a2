"""How much there still is room for, and what one more costs."""

from model import Dashboard, Plot, query

UPLOADED = 'method="POST",route="/api/v1/upload-credit-report",status="202"'

CAPACITY = Dashboard(
    "capacity",
    "Fairfile: capacity",
    (
        Plot(
            "Processes there",
            (query('sum by (job) (up{job=~"fairfile-.*"})', "{{job}}"),),
        ),
        Plot(
            "Cores a process uses",
            (
                query("max by (job) (rate(process_cpu_seconds_total[5m]))", "{{job}} busiest"),
                query("avg by (job) (rate(process_cpu_seconds_total[5m]))", "{{job}} average"),
            ),
            "short",
            0.7,
        ),
        Plot(
            "Processor time a request takes",
            (
                query(
                    'sum(rate(process_cpu_seconds_total{job="fairfile-serve"}[10m])) '
                    "/ sum(rate(http_requests_total[10m]))",
                    "serve",
                ),
            ),
            "s",
        ),
        Plot(
            "Processor time a job takes",
            (
                query(
                    'sum(rate(process_cpu_seconds_total{job="fairfile-work"}[10m])) '
                    "/ sum(rate(job_task_duration_seconds_count[10m]))",
                    "work without its readers",
                ),
            ),
            "s",
        ),
        # Jobs at once, by Little's law: what the workers together must have room for.
        Plot(
            "Jobs running at once",
            (
                query(
                    "sum by (task_name) (rate(job_task_duration_seconds_sum[10m]))",
                    "{{task_name}}",
                ),
            ),
        ),
        Plot(
            "Jobs waiting for each worker",
            (
                query(
                    'sum(fairfile:job_queue_length:max) / sum(up{job="fairfile-work"})',
                    "jobs",
                ),
            ),
            "short",
            10,
        ),
        Plot(
            "Connections of the database left",
            (query("1 - fairfile:pg_connections:ratio", "share"),),
            "percentunit",
            0.1,
        ),
        Plot(
            "Database grows a day",
            (query("86400 * deriv(max(pg_database_size_bytes)[6h:5m])", "bytes"),),
            "bytes",
        ),
        Plot(
            "Days until a disk is full, at the pace of six hours",
            (
                query(
                    'min by (mount) (fairfile_disk_bytes{kind="free"}) / clamp_min(-86400 * '
                    'min by (mount) (deriv(fairfile_disk_bytes{kind="free"}[6h])), 1)',
                    "{{mount}}",
                ),
            ),
            "d",
            30,
        ),
        Plot(
            "Bytes a report takes in object storage",
            (
                query(
                    "sum(rate(fairfile_blob_sealed_bytes_total[1h])) / sum(rate("
                    f"http_requests_total{{{UPLOADED}}}[1h]))",
                    "bytes",
                ),
            ),
            "bytes",
        ),
    ),
)
