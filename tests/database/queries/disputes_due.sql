-- as: fairfile_worker
-- takes: date, date
-- with: '2000-01-01', '2000-02-01'
-- uses: dispute_tracking_due_idx
-- For everybody, no content: whose deadline falls in these days.
select user_id, id, bureau, status, due_on from dispute_tracking
where due_on >= $1 and due_on < $2 and resolved_at is null
