-- Two people, every table with people's data, every verb, both roles that work in a person's name.
\set ON_ERROR_STOP 1
create temp table said (line text);
grant all on said to public;
create function pg_temp.say(ok boolean, claim text) returns void language sql
    as $$ insert into said values (case when ok then 'PASS ' else 'FAIL ' end || claim) $$;

create temp table tenant as
select min(id::text) as mine, max(id::text) as theirs from users;
grant select on tenant to public;

create temp table people as
select c.oid, c.relname::text as name, case c.relname when 'users'
    then 'id' else 'user_id' end as person
from pg_class c
where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    and (c.relname = 'users' or exists (select from pg_attribute a
        where a.attrelid = c.oid and a.attname = 'user_id' and not a.attisdropped));
grant select on people to public;

do $$
declare t record; n bigint;
begin
    for t in select * from people loop
        execute format('select count(distinct %I) from %s where %1$I in (select mine::uuid
            from tenant
            union select theirs::uuid from tenant)', t.person, t.name) into n;
        perform pg_temp.say(n = 2, 'both people have rows in ' || t.name);
    end loop;
end
$$;

create function pg_temp.try(served text, t record, mine uuid, theirs uuid) returns void
language plpgsql as $$
declare
    n bigint;
    col text;
    role oid := served::regrole;
begin
    if has_column_privilege(role, t.oid, t.person, 'select') then
        execute format('select count(*) filter (where %I <> %L) from %s', t.person, mine,
            t.name) into n;
        perform pg_temp.say(n = 0, served || ' reads no foreign row of ' || t.name);
        execute format('select count(*) from %s where %I = %L', t.name, t.person, mine) into n;
        perform pg_temp.say(n > 0, served || ' reads the own rows of ' || t.name);
    end if;

    select a.attname into col from pg_attribute a
    where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        and has_column_privilege(role, t.oid, a.attnum, 'update') order by a.attnum desc limit 1;
    if col is not null and t.name not in ('user_analytics', 'credit_score_monthly') then
        begin
            execute format('update %s set %I = %2$I where %I = %L', t.name, col, t.person, theirs);
            get diagnostics n = row_count;
            perform pg_temp.say(n = 0, served || ' changes no foreign row of ' || t.name);
        exception when insufficient_privilege then
            perform pg_temp.say(true, served || ' may not change ' || t.name || ' that way');
        end;
    end if;

    if has_table_privilege(role, t.oid, 'delete')
            and t.name not in ('user_analytics', 'credit_score_monthly') then
        execute format('delete from %s where %I = %L', t.name, t.person, theirs);
        get diagnostics n = row_count;
        perform pg_temp.say(n = 0, served || ' deletes no foreign row of ' || t.name);
    end if;
end
$$;

-- A copy of the neighbour's row under a new id, as the neighbour: refused by the policy.
create function pg_temp.try_insert(served text, t record, row_of_theirs jsonb) returns void
language plpgsql as $$
declare
    columns text;
begin
    select string_agg(quote_ident(a.attname), ', ') into columns from pg_attribute a
    where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        and has_column_privilege(served::regrole, t.oid, a.attnum, 'insert');
    if columns is null or row_of_theirs is null then return; end if;
    begin
        execute format('insert into %s (%s) select %2$s
            from jsonb_populate_record(null::%1$s, %3$L)',
            t.name, columns, row_of_theirs);
        perform pg_temp.say(false, served || ' adds no foreign row to ' || t.name);
    exception when insufficient_privilege then
        perform pg_temp.say(true, served || ' adds no foreign row to ' || t.name);
    end;
end
$$;

do $$
declare
    t record;
    served text;
    mine uuid := (select mine from tenant);
    theirs uuid := (select theirs from tenant);
    copied jsonb;
begin
    for t in select * from people loop
        foreach served in array array['authenticated', 'fairfile_job'] loop
            execute format('select to_jsonb(x) from %s x where %I = %L limit 1', t.name, t.person,
                theirs)
                into copied;
            if copied ? 'id' and t.name <> 'users' then
                copied := copied || jsonb_build_object('id', gen_random_uuid());
            end if;
            perform set_config('request.jwt.claims', jsonb_build_object('sub', mine)::text, true);
            perform set_config('role', served, true);
            perform pg_temp.try(served, t, mine, theirs);
            perform pg_temp.try_insert(served, t, copied);
            perform set_config('role', 'none', true);
        end loop;
    end loop;
end
$$;

-- Nobody: no rows, and no error either. After a transaction the claims read '' and not null.
do $$
declare t record; served text; claims text; n bigint;
begin
    for t in select * from people loop
        foreach served in array array['authenticated', 'fairfile_job'] loop
            continue when not has_column_privilege(served::regrole, t.oid, t.person, 'select');
            foreach claims in array array['', '{}'] loop
                perform set_config('request.jwt.claims', claims, true);
                perform set_config('role', served, true);
                execute format('select count(%I) from %s', t.person, t.name) into n;
                perform pg_temp.say(n = 0,
                    served || ' without a person reads nothing of ' || t.name);
                perform set_config('role', 'none', true);
            end loop;
        end loop;
    end loop;
end
$$;

begin;
select set_config('request.jwt.claims', '{"sub":"' || mine || '"}', true),
    set_config('role', 'authenticated', true) from tenant \g /dev/null
commit;
select pg_temp.say(auth.uid() is null and current_user = 'postgres',
    'identity and role end with the transaction') \g /dev/null

-- The login roles themselves: nothing before a role is taken.
do $$
declare t record; login text;
begin
    foreach login in array array['fairfile_api', 'anon', 'service_role'] loop
        for t in select * from people loop
            perform set_config('role', login, true);
            begin
                execute format('select 1 from %s limit 1', t.name);
                perform pg_temp.say(false, login || ' itself may not read ' || t.name);
            exception when insufficient_privilege then
                perform pg_temp.say(true, login || ' itself may not read ' || t.name);
            end;
            perform set_config('role', 'none', true);
        end loop;
    end loop;
end
$$;

select line from said;
