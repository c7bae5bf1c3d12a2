-- After the last person: counts from scratch, indexes again, triggers on.
analyze everybody, users, credit_reports, tradelines, dispute_tracking, dispute_status_history,
    letters, letter_disputes, mailing_records, credit_score_history, credit_score_monthly,
    monthly_entitlements;

insert into user_analytics (user_id, tier, tier_until, report_limit, letter_limit, quota_month,
    reports_used, letters_used, latest_scores, reports_total, accounts_total, tradelines_total,
    tradelines_negative, tradelines_disputable, disputes_total, disputes_pending,
    disputes_investigating, disputes_verified, disputes_deleted, disputes_updated,
    disputes_escalated, disputes_expired, disputes_blank, resolution_seconds, letters_total,
    letters_mailed, history_seq, history_previous, history_head, updated_at)
select r.user_id, tier, tier_until, report_limit, letter_limit, quota_month, reports_used,
    letters_used, latest_scores, reports_total, accounts_total, tradelines_total,
    tradelines_negative, tradelines_disputable, disputes_total, disputes_pending,
    disputes_investigating, disputes_verified, disputes_deleted, disputes_updated,
    disputes_escalated, disputes_expired, disputes_blank, resolution_seconds, letters_total,
    letters_mailed, history_seq, h.previous_hash, history_head, h.changed_at
from user_analytics_recomputed r
join everybody e on e.id = r.user_id
join dispute_status_history h on h.user_id = r.user_id and h.seq = r.history_seq;

do $$
declare
    target record;
begin
    for target in select definition from world_index loop
        execute target.definition;
    end loop;
    if current_setting('is_superuser')::boolean then return; end if;
    for target in select name from world_table loop
        execute format('alter table %s enable trigger user', target.name);
        execute format('alter table %s force row level security', target.name);
    end loop;
end
$$;
