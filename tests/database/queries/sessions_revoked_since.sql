-- as: fairfile_gate
-- takes: timestamptz
-- with: (now() - interval '1 second')::text
-- uses: sessions_revoked_idx
-- Asked by every process once a second: which sessions have just ended.
select id from sessions where revoked_at is not null and revoked_at > $1
