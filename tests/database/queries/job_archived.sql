-- as: fairfile_operator
-- takes: uuid
-- with: (select id from job_archive limit 1)::text
-- uses: job_archive_20[0-9]+_id_idx
select id, kind, outcome, attempt, finished_at, last_error from job_archive where id = $1
