-- as: authenticated
-- takes: uuid, text, integer
-- with: person, 'letters', '100'
-- uses: none
-- No row: nothing left. A limit of null is unlimited. The database's clock decides the month.
insert into monthly_entitlements as e (user_id, kind, month, used, monthly_limit)
select $1, $2, date_trunc('month', now(), 'UTC')::date, 1, $3::integer
where $3::integer is null or $3::integer > 0
on conflict (user_id, kind, month) do update
set used = e.used + 1, monthly_limit = excluded.monthly_limit, updated_at = now()
where excluded.monthly_limit is null or e.used < excluded.monthly_limit
returning used, month
