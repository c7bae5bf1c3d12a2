-- as: fairfile_job
-- takes: uuid, uuid
-- with: person, (select subject_id from outbox where user_id = person limit 1)::text
-- uses: outbox_subject_idx
select id, state, idempotency_key, provider_reference from outbox
where user_id = $1 and subject_id = $2
