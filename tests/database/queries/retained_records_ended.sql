-- as: fairfile_worker
-- takes: date
-- with: '2000-01-01'
-- uses: retained_records_end_idx
delete from retained_records where keep_until < $1 and legal_hold is null
