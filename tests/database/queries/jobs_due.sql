-- as: fairfile_worker
-- takes: integer
-- with: '1000'
-- uses: job_scheduled_idx job_pkey
update job set state = 'waiting' where id = any(array(
    select d.id from job d where d.state = 'scheduled' and d.run_at <= now()
    order by d.run_at limit $1 for update skip locked))
