-- slice: users
-- Tokens of e-mails are good for 15 minutes; the worker takes them away afterwards.
set local role fairfile_owner;
set local lock_timeout = '1s';

call setup.all_rows_for('one_time_tokens', 'fairfile_worker');
grant select (expires_at), delete on one_time_tokens to fairfile_worker;

reset role;
