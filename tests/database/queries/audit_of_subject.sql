-- as: fairfile_operator
-- takes: text, uuid, integer
-- with: 'user', person, '50'
-- uses: audit_log_subject_idx
select seq, happened_at, actor_id, action, details from audit_log
where subject_type = $1 and subject_id = $2 order by seq desc limit $3
