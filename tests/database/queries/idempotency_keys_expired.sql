-- as: fairfile_worker
-- takes: timestamptz
-- with: (now() - interval '30 days')::text
-- uses: idempotency_keys_expiry_idx
delete from idempotency_keys where expires_at < $1
