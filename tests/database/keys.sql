-- A child cannot hang on another person's parent, whoever asks: foreign keys ignore row security.
\set ON_ERROR_STOP 1
create temp table said (line text);
create temp table tenant as select min(id::text)::uuid as mine,
    max(id::text)::uuid as theirs from users;

do $$
declare
    f record;
    n bigint;
    mine uuid := (select mine from tenant);
    theirs uuid := (select theirs from tenant);
begin
    for f in
        select c.conname, c.conrelid::regclass as child, c.confrelid::regclass as parent,
            ca.attname as link, pa.attname as parent_key
        from pg_constraint c
        join lateral unnest(c.conkey, c.confkey) k (child, parent) on true
        join pg_attribute ca on ca.attrelid = c.conrelid and ca.attnum = k.child
        join pg_attribute pa on pa.attrelid = c.confrelid and pa.attnum = k.parent
        where c.contype = 'f' and c.conparentid = 0 and c.confrelid <> 'users'::regclass
            and c.confrelid <> 'letter_templates'::regclass
            and ca.attname not in ('user_id', 'bureau')
    loop
        begin
            execute format('update %s set %I = (select %I from %s where user_id = %L limit 1)
                where user_id = %L and ctid = (select ctid from %1$s where user_id = %6$L limit 1)',
                f.child, f.link, f.parent_key, f.parent, theirs, mine);
            get diagnostics n = row_count;
            insert into said values ('FAIL ' || f.conname || ' refuses a foreign parent ('
                || case n when 0 then 'no row to try' else 'accepted' end || ')');
        exception
            when foreign_key_violation then
                insert into said values ('PASS ' || f.conname || ' refuses a foreign parent');
            when insufficient_privilege then  -- the history may not be changed at all
                insert into said values ('PASS ' || f.conname || ' cannot be changed');
            when check_violation then
                insert into said values ('PASS ' || f.conname || ' refuses a foreign parent');
        end;
    end loop;
end
$$;

-- The generator loads with foreign keys off: every one of them must hold all the same.
do $$
declare f record; missing bigint;
begin
    for f in
        select c.conname, c.conrelid::regclass as child, c.confrelid::regclass as parent,
            string_agg(format('c.%I = p.%I', ca.attname, pa.attname), ' and ') as same,
            string_agg(format('c.%I is not null', ca.attname), ' and ') as set
        from pg_constraint c
        join lateral unnest(c.conkey, c.confkey) k (child, parent) on true
        join pg_attribute ca on ca.attrelid = c.conrelid and ca.attnum = k.child
        join pg_attribute pa on pa.attrelid = c.confrelid and pa.attnum = k.parent
        where c.contype = 'f' and c.conparentid = 0
            and c.conrelid = any(array['credit_reports', 'tradelines', 'dispute_tracking',
                'dispute_status_history', 'letters', 'letter_disputes', 'credit_score_history',
                'credit_score_monthly', 'monthly_entitlements', 'user_analytics']::regclass[])
        group by c.oid, c.conname, c.conrelid, c.confrelid
    loop
        execute format('select count(*) from %s c where %s and not exists (select from %s p
            where %s)',
            f.child, f.set, f.parent, f.same) into missing;
        insert into said values (case missing when 0 then 'PASS ' else 'FAIL ' end
            || f.conname || ' holds in the synthetic world');
    end loop;
end
$$;

select line from said;
