-- as: fairfile_worker
-- takes: date
-- with: '2000-02-01'
-- uses: letters_waiting_idx
-- For everybody, no content: which approved letters lie since these days.
select user_id, id, approved_at from letters
where status = 'approved' and approved_at >= $1 - 32 and approved_at < $1 - 4
