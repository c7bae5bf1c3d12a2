-- slice: users
-- Who may connect and in whose name work is done. Whoever applies this file the first time must be
-- able to create roles (a superuser, or Supabase's postgres); afterwards fairfile_owner is enough.
--
--   fairfile_owner     owns every object, used by migrations only
--   fairfile_api       connects for HTTP; can do nothing before it takes one of the next three
--   authenticated      a person's own request (as on Supabase)
--   fairfile_gate      before a person is known: sign-in, tokens, webhooks, limits
--   fairfile_operator  an operator's audited look at everybody's rows
--   fairfile_worker    connects for jobs; sees the queue and what is due, no content
--   fairfile_job       a job done for one person, in that person's context
--   fairfile_auditor   connects to read histories and verify their chains
set local lock_timeout = '1s';

do $$
declare
    wanted record;
begin
    for wanted in
        select name, attributes from (values
            ('authenticated', 'nologin noinherit nobypassrls'),
            ('anon', 'nologin noinherit nobypassrls'),
            ('service_role', 'nologin noinherit nobypassrls'),
            ('fairfile_owner', 'login nobypassrls'),
            ('fairfile_api', 'login noinherit nobypassrls'),
            ('fairfile_worker', 'login noinherit nobypassrls'),
            ('fairfile_auditor', 'login noinherit nobypassrls'),
            ('fairfile_gate', 'nologin noinherit nobypassrls'),
            ('fairfile_operator', 'nologin noinherit nobypassrls'),
            ('fairfile_job', 'nologin noinherit nobypassrls')) as role (name, attributes)
    loop
        continue when exists (select from pg_roles where rolname = wanted.name);
        begin
            execute format('create role %I %s', wanted.name, wanted.attributes);
        exception when duplicate_object or unique_violation then
            null;  -- roles belong to the whole server: another database made it just now
        end;
    end loop;
end
$$;

do $$
declare
    wanted record;
begin
    for wanted in
        select taken, taker from (values
            ('authenticated', 'fairfile_api'),
            -- On Supabase the right to name auth.uid() in a policy comes with this role.
            ('authenticated', 'fairfile_owner'),
            ('fairfile_gate', 'fairfile_api'),
            ('fairfile_operator', 'fairfile_api'),
            ('fairfile_job', 'fairfile_worker'),
            ('fairfile_owner', current_user::text)) as membership (taken, taker)
    loop
        continue when wanted.taken = wanted.taker
            or pg_has_role(wanted.taker, wanted.taken, 'member');
        begin
            execute format('grant %I to %I', wanted.taken, wanted.taker);
        exception when unique_violation or internal_error then
            null;  -- granted by another database of this server at the same moment
        end;
    end loop;
end
$$;

do $$
begin
    if current_user = 'fairfile_owner' then return; end if;
    execute format('grant create on database %I to fairfile_owner', current_database());
    grant usage, create on schema public to fairfile_owner;
    grant usage on schema public to authenticated, fairfile_gate, fairfile_operator,
        fairfile_worker, fairfile_job, fairfile_auditor;
    revoke create on schema public from public;
end
$$;

set local role fairfile_owner;

alter default privileges for role fairfile_owner revoke execute on functions from public;

reset role;
