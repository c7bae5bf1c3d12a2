-- as: fairfile_worker
-- takes: text, integer, uuid, text, interval
-- with: 'medium', '50', gen_random_uuid()::text, 'worker-1', '30 seconds'
-- uses: job_waiting_idx job_pkey
-- `= any(array(…))` and not a join: a million waiting jobs must not tempt the planner to a hash.
update job j
set state = 'running', attempt = j.attempt + 1, claims = j.claims + 1, lease_token = $3,
    lease_until = now() + $5, worker = $4, started_at = now()
where j.id = any(array(
    select w.id from job w
    where w.state = 'waiting' and w.queue = $1 and w.run_at <= now()
    order by w.priority, w.run_at, w.id
    limit $2 for update skip locked))
returning j.id, j.kind, j.args, j.user_id, j.attempt, j.lease_token
