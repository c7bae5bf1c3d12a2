-- slice: dashboard
-- One row a person, kept by triggers in the writing transaction: what the dashboard shows (counts,
-- tier, the newest month's quota, latest scores: one index look-up instead of four), the version
-- that ETags are made of, and the head of the person's history chain. Made with the
-- person, so that later triggers only update it; an update of a row that a running erasure has
-- already taken away finds nothing, as it should.
set local role fairfile_owner;
set local lock_timeout = '1s';

create table user_analytics (
    user_id uuid primary key references users (id) on delete cascade,
    data_version bigint not null default 1,
    tier text not null,
    tier_until timestamptz,
    report_limit integer,
    letter_limit integer,
    quota_month date not null default '2000-01-01',
    reports_used integer not null default 0,
    letters_used integer not null default 0,
    latest_scores jsonb not null default '{}',
    reports_total integer not null default 0,
    accounts_total integer not null default 0,
    tradelines_total integer not null default 0,
    tradelines_negative integer not null default 0,
    tradelines_disputable integer not null default 0,
    disputes_total integer not null default 0,
    disputes_pending integer not null default 0,
    disputes_investigating integer not null default 0,
    disputes_verified integer not null default 0,
    disputes_deleted integer not null default 0,
    disputes_updated integer not null default 0,
    disputes_escalated integer not null default 0,
    disputes_expired integer not null default 0,
    disputes_blank integer not null default 0,
    resolution_seconds bigint not null default 0,
    letters_total integer not null default 0,
    letters_mailed integer not null default 0,
    history_seq bigint not null default 0,
    history_previous bytea not null default decode(repeat('00', 32), 'hex'),
    history_head bytea not null default decode(repeat('00', 32), 'hex'),
    updated_at timestamptz not null default now()
) with (fillfactor = 50);

call setup.own_rows_only('user_analytics');
call setup.all_rows_for('user_analytics', 'fairfile_gate');
call setup.all_rows_for('user_analytics', 'fairfile_operator');
call setup.all_rows_for('user_analytics', 'fairfile_auditor', 'select');

-- Written through triggers only: append_only below refuses a statement of its own.
grant select, update on user_analytics to authenticated, fairfile_job, fairfile_operator;
grant select (user_id, data_version),
    insert (user_id, tier, tier_until, report_limit, letter_limit),
    update (data_version, tier, tier_until, report_limit, letter_limit)
    on user_analytics to fairfile_gate;
grant select on user_analytics to fairfile_auditor;

call setup.append_only('user_analytics');

create function begin_user_analytics() returns trigger
language plpgsql as $$
begin
    insert into public.user_analytics (user_id, tier, tier_until, report_limit, letter_limit)
    values (new.id, new.tier, new.tier_until, new.report_limit, new.letter_limit);
    return null;
end
$$;

create trigger begin_user_analytics after insert on users
    for each row execute function begin_user_analytics();

create function touch_user() returns trigger
language plpgsql as $$
begin
    update public.user_analytics set data_version = data_version + 1
    where user_id = case tg_op when 'DELETE' then old.user_id else new.user_id end;
    return null;
end
$$;

create procedure setup.touches_user(target regclass)
language plpgsql as $$
begin
    execute format(
        'create trigger touch_user after insert or update or delete on %s'
        ' for each row execute function public.touch_user()', target);
end
$$;

create function touch_changed_users() returns trigger
language plpgsql as $$
begin
    update public.user_analytics a set data_version = data_version + 1
    from (select distinct c.user_id from changed c) t
    where a.user_id = t.user_id;
    return null;
end
$$;

-- The same for tables that are written many rows at a time: once a statement.
create procedure setup.touches_users_by_statement(target regclass)
language plpgsql as $$
begin
    execute format(
        'create trigger touch_inserted after insert on %s referencing new table as changed'
        ' for each statement execute function public.touch_changed_users()', target);
    execute format(
        'create trigger touch_updated after update on %s referencing new table as changed'
        ' for each statement execute function public.touch_changed_users()', target);
    execute format(
        'create trigger touch_deleted after delete on %s referencing old table as changed'
        ' for each statement execute function public.touch_changed_users()', target);
end
$$;

create function touch_user_itself() returns trigger
language plpgsql as $$
begin
    update public.user_analytics
    set data_version = data_version + 1, tier = new.tier, tier_until = new.tier_until,
        report_limit = new.report_limit, letter_limit = new.letter_limit
    where user_id = new.id;
    return null;
end
$$;

-- Not for every sign-in: only what the person sees.
create trigger touch_user
    after update of email, email_verified_at, role, tier, tier_until, report_limit, letter_limit,
        state, totp_enabled_at, profile_sealed, locale on users
    for each row execute function touch_user_itself();

reset role;
