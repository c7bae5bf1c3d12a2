-- slice: users
-- An export holds every table with rows of the person: found in the catalogue, so that a table of a
-- later migration is in it without anybody's thinking of it. What is sealed comes apart, to be
-- opened by whoever holds the key. Left out: secrets of signing in, and the machinery's own notes.
set local role fairfile_owner;
set local lock_timeout = '1s';

alter table exports add column progress smallint not null default 0,
    add constraint exports_progress_range check (progress between 0 and 100);
-- Two requests at once order one export.
create unique index exports_one_at_work_key on exports (user_id)
    where status in ('queued', 'running');

grant select (id, user_id, client, user_agent, address, second_factor_at, created_at, last_used_at,
    expires_at, revoked_at, revoked_because) on sessions to fairfile_job;
create policy own_entries on audit_log for select to fairfile_job
    using (subject_type = 'user' and subject_id = (select auth.uid()));
grant select (seq, happened_at, action, subject_type, subject_id, details, previous_hash, hash)
    on audit_log to fairfile_job;

create function export_tables() returns table (name text, owner_column text)
language sql stable as $$
    select c.relname::text, 'user_id'
    from pg_catalog.pg_class c
    join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attname = 'user_id'
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and not c.relispartition and has_any_column_privilege(c.oid, 'select')
        and c.relname not in ('exports', 'job', 'outbox')
    union all
    values ('users', 'id'), ('audit_log', 'subject_id')
    order by 1
$$;

create function export_rows(table_name text, person uuid)
returns table (facts jsonb, sealed jsonb)
language plpgsql stable as $$
declare
    source regclass;
    owner text;
    columns text;
    sealed_columns text[];
begin
    select format('public.%I', t.name)::regclass, t.owner_column into strict source, owner
    from public.export_tables() t where t.name = table_name;
    select string_agg(quote_ident(a.attname), ', ' order by a.attnum),
        coalesce(array_agg(a.attname::text) filter (where a.attname like '%\_sealed'), '{}')
    into columns, sealed_columns
    from pg_catalog.pg_attribute a
    where a.attrelid = source and a.attnum > 0 and not a.attisdropped
        and has_column_privilege(source, a.attnum, 'select')
        and a.atttypid <> 'tsvector'::regtype
        and not (table_name = 'users' and a.attname in ('password_hash', 'totp_secret_sealed',
            'totp_last_step', 'seal_key_id', 'failed_sign_ins', 'locked_until'));
    return query execute format(
        'select to_jsonb(r) - $2, (select jsonb_object_agg(s.key, s.value)'
        ' from jsonb_each_text(to_jsonb(r)) s where s.key = any($2) and s.value is not null)'
        ' from (select %s from %s where %I = $1) r', columns, source, owner)
    using person, sealed_columns;
end
$$;

grant execute on function export_tables, export_rows to fairfile_job;

reset role;
