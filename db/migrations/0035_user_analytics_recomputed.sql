-- slice: dashboard
-- The same counts from scratch. `fairfile doctor` and the tests compare them with user_analytics:
-- a row that differs is a defect of a trigger.
set local role fairfile_owner;
set local lock_timeout = '1s';

create view user_analytics_recomputed with (security_invoker = true) as
select u.id as user_id, u.tier, u.tier_until, u.report_limit, u.letter_limit,
    coalesce(q.month, '2000-01-01') as quota_month,
    coalesce(q.reports, 0) as reports_used,
    coalesce(q.letters, 0) as letters_used,
    coalesce(s.latest, '{}') as latest_scores,
    coalesce(r.total, 0)::integer as reports_total,
    coalesce(r.accounts, 0)::integer as accounts_total,
    coalesce(t.total, 0)::integer as tradelines_total,
    coalesce(t.negative, 0)::integer as tradelines_negative,
    coalesce(t.disputable, 0)::integer as tradelines_disputable,
    coalesce(d.total, 0)::integer as disputes_total,
    coalesce(d.pending, 0)::integer as disputes_pending,
    coalesce(d.investigating, 0)::integer as disputes_investigating,
    coalesce(d.verified, 0)::integer as disputes_verified,
    coalesce(d.deleted, 0)::integer as disputes_deleted,
    coalesce(d.updated, 0)::integer as disputes_updated,
    coalesce(d.escalated, 0)::integer as disputes_escalated,
    coalesce(d.expired, 0)::integer as disputes_expired,
    coalesce(d.blank, 0)::integer as disputes_blank,
    coalesce(d.seconds, 0)::bigint as resolution_seconds,
    coalesce(l.total, 0)::integer as letters_total,
    coalesce(l.mailed, 0)::integer as letters_mailed,
    coalesce(h.entries, 0)::bigint as history_seq,
    coalesce(h.head, decode(repeat('00', 32), 'hex')) as history_head
from users u
left join (
    select distinct on (user_id) user_id, month,
        max(used) filter (where kind = 'reports') as reports,
        max(used) filter (where kind = 'letters') as letters
    from monthly_entitlements group by user_id, month order by user_id, month desc
) q on q.user_id = u.id
left join (
    select l.user_id, jsonb_object_agg(l.bureau_source || '|' || l.model, jsonb_build_object(
        'id', l.id, 'report_id', l.report_id, 'value', l.score_value, 'at',
            l."timestamp")) as latest
    from (
        select distinct on (h.user_id, h.bureau_source, h.model) h.*
        from credit_score_history h
        order by h.user_id, h.bureau_source, h.model, h."timestamp" desc
    ) l
    group by l.user_id
) s on s.user_id = u.id
left join (
    select user_id, count(*) as total, sum(account_count) as accounts
    from credit_reports group by user_id
) r on r.user_id = u.id
left join (
    select user_id, count(*) as total, count(*) filter (where is_negative) as negative,
        count(*) filter (where is_disputable) as disputable
    from tradelines group by user_id
) t on t.user_id = u.id
left join (
    select user_id, count(*) as total,
        count(*) filter (where status = 'pending') as pending,
        count(*) filter (where status = 'investigating') as investigating,
        count(*) filter (where status = 'verified') as verified,
        count(*) filter (where status = 'deleted') as deleted,
        count(*) filter (where status = 'updated') as updated,
        count(*) filter (where status = 'escalated') as escalated,
        count(*) filter (where status = 'expired') as expired,
        count(*) filter (where status = 'blank') as blank,
        sum(resolution_seconds_of(opened_at, resolved_at)) as seconds
    from dispute_tracking group by user_id
) d on d.user_id = u.id
left join (
    select user_id, count(*) as total,
        count(*) filter (where status in ('mailed', 'delivered', 'returned')) as mailed
    from letters group by user_id
) l on l.user_id = u.id
left join (
    select user_id, max(seq) as entries, (array_agg(hash order by seq desc))[1] as head
    from dispute_status_history group by user_id
) h on h.user_id = u.id;

grant select on user_analytics_recomputed to fairfile_auditor;

reset role;
