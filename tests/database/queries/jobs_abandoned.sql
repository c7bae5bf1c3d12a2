-- as: fairfile_worker
-- takes: integer
-- with: '100'
-- uses: job_lease_idx
select id, lease_token, claims from job where state = 'running' and lease_until < now()
order by lease_until limit $1
