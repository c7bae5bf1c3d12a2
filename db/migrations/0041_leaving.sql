-- slice: users
-- A person who leaves closes the account in the same transaction that orders its erasure, so that
-- nobody signs in while the job waits. The person's own requests change an active account only:
-- they bring back neither a suspended nor a leaving one.
set local role fairfile_owner;
set local lock_timeout = '1s';

grant update (state) on users to authenticated;

create policy leaving_only on users as restrictive for update to authenticated
    using (state = 'active') with check (state in ('active', 'erasing'));

reset role;
