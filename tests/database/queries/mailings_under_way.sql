-- as: fairfile_worker
-- takes: date
-- with: '2000-02-01'
-- uses: mailing_records_under_way_idx
-- For everybody, no content: which letters mailed by hand in these days have no delivery.
select user_id, id, letter_id, mailed_on from mailing_records
where provider = 'self' and status = 'mailed' and mailed_on between $1 - 37 and $1 - 10
