-- as: fairfile_gate
-- takes: text
-- with: 'Person1.1@example.org'
-- uses: users_email_key
select id, password_hash, role, tier, state, locked_until, totp_enabled_at, session_epoch
from users where lower(email) = lower($1)
