-- as: fairfile_gate
-- takes: uuid, text
-- with: person, 'email_verification'
-- uses: one_time_tokens_user_idx
delete from one_time_tokens where user_id = $1 and purpose = $2
