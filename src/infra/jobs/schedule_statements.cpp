#include "infra/jobs/job_store.hpp"

namespace fairfile::jobs {

using postgres::Lane;
using postgres::Statement;

// A restart does not move the next run; another rhythm does.
const Statement announce_schedule{
    "jobs.announce_schedule",
    "with given as (select $3::float8 as every, date_trunc('day', now(), 'UTC')"
    " + make_interval(secs => $4::float8) as first), next as (select given.every, given.first"
    " + make_interval(secs => given.every) * ceil(greatest(0,"
    " extract(epoch from now() - given.first)::float8 / given.every)) as run_at from given)"
    " insert into job_schedule as s (name, kind, queue, every, next_run_at)"
    " select $1, $1, $2, next.every || ' seconds', next.run_at from next"
    " on conflict (name) do update set queue = excluded.queue, every = excluded.every,"
    " next_run_at = case when s.every = excluded.every then s.next_run_at"
    " else excluded.next_run_at end",
    Lane::write};

// Another worker at the same moment skips the rows that this one holds.
const Statement fire_schedules{
    "jobs.fire_schedules",
    "with due as (select name from job_schedule where enabled and next_run_at <= now()"
    " order by name for update skip locked), ticked as (update job_schedule s"
    " set last_run_at = now(), next_run_at = s.next_run_at + s.every::interval * (1 + floor("
    "extract(epoch from now() - s.next_run_at) / extract(epoch from s.every::interval)))"
    " from due where due.name = s.name returning s.name, s.kind, s.queue, s.args)"
    " insert into job (kind, queue, args, unique_key)"
    " select kind, queue, args, 'schedule:' || name from ticked"
    " on conflict (unique_key) where unique_key is not null do nothing",
    Lane::write};

}  // namespace fairfile::jobs
