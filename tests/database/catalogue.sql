-- Every way in which the schema could let one person's rows reach another, asked of the catalogue:
-- no rows means no hole. Exceptions are named here, each with its reason.
with people as (  -- tables with people's data, partitions included
    select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity, c.relispartition
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and (c.relname = 'users' or exists (
            select from pg_attribute a
            where a.attrelid = c.oid and a.attname = 'user_id' and not a.attisdropped))
), ours as (
    select c.oid, c.relname, c.relkind, c.relowner, c.relacl, c.relispartition, c.reloptions
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'S')
        and c.relname <> 'schema_migrations'
        and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
), serves_everybody (role) as (  -- roles with narrow grants whose policies may be `true`
    values ('fairfile_gate'), ('fairfile_operator'), ('fairfile_worker'), ('fairfile_auditor')
), not_by_person (index) as (  -- asked for everybody, or found by a secret or an outside reference
    values ('users_pkey'), ('users_email_key'), ('users_external_key'),  -- sign-in
        ('refresh_tokens_pkey'), ('one_time_tokens_pkey'), ('sessions_revoked_idx'),
        ('blob_objects_expiry_idx'), ('dispute_tracking_due_idx'), ('idempotency_keys_expiry_idx'),
        ('mailing_records_reference_key'), ('payments_idempotency_key'), ('outbox_pkey'),
        ('outbox_idempotency_key'), ('job_pkey'), ('job_waiting_idx'), ('job_scheduled_idx'),
        ('job_lease_idx'), ('job_unique_key'), ('job_archive_id_idx'),
        ('tradelines_search_idx'), ('tradelines_creditor_trgm_idx'), ('tradelines_history_idx'),
        ('tradelines_details_idx'),  -- operators' search
        ('letters_waiting_idx'), ('mailing_records_under_way_idx')  -- reminders
), reasoned_definer (function) as (values ('make_month_partitions'), ('drop_month_partition')
), grants as (
    select o.relname, o.relispartition, coalesce(r.rolname, 'public') as grantee, x.privilege_type
    from ours o
    cross join lateral aclexplode(coalesce(o.relacl, acldefault('r', o.relowner))) x
    left join pg_roles r on r.oid = x.grantee
    where x.grantee <> o.relowner
    union all
    select o.relname, o.relispartition, coalesce(r.rolname, 'public'), x.privilege_type
    from ours o
    join pg_attribute a on a.attrelid = o.oid and a.attacl is not null
    cross join lateral aclexplode(a.attacl) x
    left join pg_roles r on r.oid = x.grantee
    where x.grantee <> o.relowner
)
select 'row security is off or not forced' as hole, relname::text as object
from people where not (relrowsecurity and relforcerowsecurity)

union all
select 'no policy says whose rows they are', p.relname
from people p
where not p.relispartition and not exists (select from pg_policy y
    where y.polrelid = p.oid and y.polpermissive)

union all
select 'a policy does not compare with (select auth.uid())', p.relname || '.' || y.polname
from people p
join pg_policy y on y.polrelid = p.oid
where y.polpermissive and not (y.polroles <> '{0}' and array(
        select r.rolname from pg_roles r where r.oid = any(y.polroles)) <@ array(
        select role::name from serves_everybody))
    and exists (
        select from (values (pg_get_expr(y.polqual, y.polrelid)),
            (pg_get_expr(y.polwithcheck, y.polrelid))) e (expression)
        where e.expression is distinct from '(user_id = ( SELECT auth.uid() AS uid))'
            and not (p.relname = 'users' and e.expression = '(id = ( SELECT auth.uid() AS uid))'))

union all
select 'a foreign key between people''s tables leaves the person out', f.conname::text
from pg_constraint f
join people c on c.oid = f.conrelid
join people p on p.oid = f.confrelid
where f.contype = 'f' and f.conparentid = 0 and not exists (
    select from unnest(f.conkey, f.confkey) k (child, parent)
    join pg_attribute ca on ca.attrelid = c.oid and ca.attnum = k.child and ca.attname = 'user_id'
    join pg_attribute pa on pa.attrelid = p.oid and pa.attnum = k.parent
    where pa.attname = case p.relname when 'users' then 'id' else 'user_id' end)

union all
select 'an index for a person''s query does not begin with the person', i.relname::text
from people p
join pg_index x on x.indrelid = p.oid
join pg_class i on i.oid = x.indexrelid
left join pg_attribute a on a.attrelid = p.oid and a.attnum = x.indkey[0]
where a.attname is distinct from 'user_id' and not p.relispartition
    and i.relname not in (select index from not_by_person)

union all
select 'an index is invalid', x.indexrelid::regclass::text
from pg_index x join ours o on o.oid = x.indrelid
where not x.indisvalid

union all
select 'a view does not ask as its caller', relname::text
from ours
where relkind = 'm'
    or relkind = 'v' and not coalesce('security_invoker=true' = any(reloptions), false)

union all
select 'a function runs as its owner without a pinned search_path', p.oid::regprocedure::text
from pg_proc p
where p.pronamespace in ('public'::regnamespace, 'setup'::regnamespace) and p.prosecdef
    and not exists (select from unnest(p.proconfig) s where s like 'search_path=%')

union all
select 'a function runs as its owner without a reason', p.oid::regprocedure::text
from pg_proc p
where p.pronamespace in ('public'::regnamespace, 'setup'::regnamespace) and p.prosecdef
    and p.proname not in (select function from reasoned_definer)

union all
select 'everybody may execute a function', p.oid::regprocedure::text
from pg_proc p
cross join lateral aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) x
where p.pronamespace in ('public'::regnamespace, 'setup'::regnamespace) and x.grantee = 0
    and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')

union all
select 'a privilege that row security does not cover', relname || ' to ' || grantee
from grants where privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER')

union all
select 'a grant to a role that may have nothing', relname || ' to ' || grantee
from grants
where grantee in ('public', 'anon', 'service_role', 'fairfile_api')

union all
select 'a grant on a partition goes around its parent''s policies', relname || ' to ' || grantee
from grants where relispartition

union all
select 'a role for everybody may read what is sealed or a password', o.relname || '.' || a.attname
        || ' by ' || s.role
from ours o
join pg_attribute a on a.attrelid = o.oid and a.attnum > 0 and not a.attisdropped
    and (a.attname like '%\_sealed' or a.attname = 'password_hash')
cross join serves_everybody s
where has_column_privilege(s.role, o.oid, a.attnum, 'select')
    and (s.role, o.relname) not in (
        ('fairfile_operator', 'retained_records'),  -- opens one, audited: its person is gone
        ('fairfile_gate', 'users'),  -- compares passwords and one-time codes
        ('fairfile_worker', 'outbox'), ('fairfile_worker', 'webhook_events'))  -- sends and books

union all
select 'a role is above row security', rolname::text
from pg_roles
where (rolname like 'fairfile\_%' or rolname in ('authenticated', 'anon'))
    and (rolsuper or rolbypassrls)

union all
select 'a login role has rights without taking a role', r.rolname::text
from pg_roles r
where r.rolname in ('fairfile_api', 'fairfile_worker') and r.rolinherit

union all
select 'somebody else than fairfile_owner owns', o.relname::text
from ours o where pg_get_userbyid(o.relowner) <> 'fairfile_owner'

union all
select 'everybody may create in the schema', n.nspname::text
from pg_namespace n
cross join lateral aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) x
where n.nspname in ('public', 'setup', 'auth') and x.grantee = 0 and x.privilege_type = 'CREATE'

union all
select 'a time has no time zone', o.relname || '.' || a.attname
from ours o
join pg_attribute a on a.attrelid = o.oid and a.attnum > 0 and not a.attisdropped
where a.atttypid = 'timestamp'::regtype and o.relkind in ('r', 'p')

order by 1, 2;
