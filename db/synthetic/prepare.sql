-- Before the people come: whose rows triggers would count and chain one by one is counted and
-- chained for all at once, so triggers are off until complete.sql. A superuser turns them off for
-- the session, foreign keys with them; the owner turns off what is his, and keys are checked.
-- tests of features/synthetic prove that both make the same rows.
set local timezone = 'UTC';
set local work_mem = '128MB';
set local maintenance_work_mem = '256MB';

create temp table world_table on commit drop as
select name::regclass as name from unnest(array['users', 'user_analytics', 'credit_reports',
    'tradelines', 'dispute_tracking', 'dispute_status_history', 'letters', 'letter_disputes',
    'mailing_records', 'credit_score_history', 'credit_score_monthly',
    'monthly_entitlements']) name;

do $$
declare
    target regclass;
begin
    if current_setting('is_superuser')::boolean then
        set local session_replication_role = replica;
        return;
    end if;
    grant select on world_table to fairfile_owner;
    set local role fairfile_owner;
    for target in select name from world_table loop
        execute format('alter table %s no force row level security', target);
        execute format('alter table %s disable trigger user', target);
    end loop;
end
$$;

-- Version-7 shaped, ascending with `number`: a row's place in the world decides its id.
create function pg_temp.made_id(noun text, number bigint) returns uuid
    language sql immutable parallel safe
    return overlay(overlay(overlay(md5(noun || ':seed/' || number)
        placing lpad(to_hex(1700000000000 + number), 12, '0') from 1 for 12)
        placing '7' from 13 for 1) placing '8' from 17 for 1)::uuid;

-- A whole number in 0..below-1 that depends on the seed and on what it is for.
create function pg_temp.dice(below integer, purpose text, number bigint) returns integer
    language sql immutable parallel safe
    return (hashtextextended(purpose || ':seed', number) & 2147483647) % below;

create temp table everybody (id uuid primary key) on commit drop;
