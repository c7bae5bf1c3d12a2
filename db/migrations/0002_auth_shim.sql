-- slice: users
-- The function of Supabase's auth schema that policies call. A Supabase database has its own and
-- keeps it. After a transaction the setting reads '' instead of null, hence nullif.
set local role fairfile_owner;
set local lock_timeout = '1s';

create schema if not exists auth;

do $$
begin
    if to_regprocedure('auth.uid()') is null then
        create function auth.uid() returns uuid
            language sql stable parallel safe
            return (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid;
        grant execute on function auth.uid() to public;
    end if;

    if pg_has_role((select nspowner from pg_namespace where nspname = 'auth'), 'usage') then
        grant usage on schema auth to public;
    end if;
end
$$;

reset role;
