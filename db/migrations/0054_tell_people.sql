-- slice: notifications
-- People are told by the transaction in which something happens: triggers on the tables of the
-- event write the notification and, when the person wants it by e-mail, the job that sends it. The
-- key of an event is made of its ids and dates, so that it is told once however often it is run.
set local role fairfile_owner;
set local lock_timeout = '1s';

-- `email` is how far the e-mail is; null: there is none. `email_failure` is the mail server's code.
alter table notifications
    add column email text,
    add column email_failure text,
    add constraint notifications_email_known check (email in ('waiting', 'sent', 'failed')),
    add constraint notifications_email_failure_length check (length(email_failure) <= 100);

alter table notification_preferences
    add constraint notification_preferences_kind_known check (kind in ('report_processed',
        'report_needs_answers', 'report_failed', 'letter_mailed', 'letter_delivered',
        'deadline_near', 'mailing_reminder', 'delivery_reminder', 'answer_read'));

-- How many a person has not read.
create index notifications_unread_idx on notifications (user_id) where read_at is null;
-- What the reminders look for, in everybody's letters.
create index letters_waiting_idx on letters (approved_at) where status = 'approved';
create index mailing_records_under_way_idx on mailing_records (mailed_on)
    where provider = 'self' and status = 'mailed';

grant insert on notifications to authenticated;
call setup.all_rows_for('notifications', 'fairfile_worker', 'select');
grant select (user_id, dedupe_key) on notifications to fairfile_worker;
call setup.all_rows_for('letters', 'fairfile_worker', 'select');
grant select (id, user_id, status, approved_at) on letters to fairfile_worker;
grant select (letter_id) on mailing_records to fairfile_worker;

-- Version 7 of RFC 9562: later ids are greater, so that the primary key is the list's order.
create function time_ordered_id() returns uuid
language sql volatile as $$
    select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid()) placing
        substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
        from 1 for 6), 52, 1), 53, 1), 'hex')::uuid
$$;

-- Inside the transaction of the event, with the rights of whoever writes it. True when it is told
-- now, false when it was told before.
create function tell_person(person uuid, about_kind text, about jsonb, event_key text)
returns boolean
language plpgsql as $$
declare
    made uuid := public.time_ordered_id();
    by_email boolean;
begin
    select u.email_verified_at is not null and u.state = 'active' and not exists (
        select from public.notification_preferences p where p.user_id = person
            and p.kind = about_kind and not p.by_email)
    into by_email from public.users u where u.id = person;
    insert into public.notifications (id, user_id, kind, params, dedupe_key, email)
    values (made, person, about_kind, about, about_kind || ':' || event_key,
        case when by_email then 'waiting' end)
    on conflict (user_id, dedupe_key) where dedupe_key is not null do nothing;
    if not found then
        return false;
    end if;
    if by_email then
        insert into public.job (id, queue, kind, args, user_id, max_attempts)
        values (public.time_ordered_id(), 'low', 'send_email_notification',
            jsonb_build_object('notification', made), person, 30);
    end if;
    return true;
end
$$;

grant execute on function time_ordered_id, tell_person to authenticated, fairfile_job;

-- A bundle's parts are told with the bundle.
create function tell_of_report() returns trigger
language plpgsql as $$
begin
    perform public.tell_person(new.user_id,
        case when new.status = 'failed' then 'report_failed'
            when new.question_count > 0 then 'report_needs_answers'
            when new.kind = 'bureau_answer' then 'answer_read'
            else 'report_processed' end,
        jsonb_build_object('report_id', new.id), new.id::text);
    return null;
end
$$;

create trigger tell_of_report after update of status on credit_reports for each row
    when (new.bundle_id is null and old.status in ('queued', 'reading')
        and new.status in ('done', 'needs_review', 'failed'))
    execute function tell_of_report();

create function tell_of_mailing() returns trigger
language plpgsql as $$
begin
    perform public.tell_person(new.user_id, 'letter_' || new.status,
        jsonb_build_object('letter_id', new.letter_id, 'mailing_id', new.id,
            'day', case new.status when 'mailed' then new.mailed_on else new.delivered_on end),
        new.id::text);
    return null;
end
$$;

create trigger tell_of_new_mailing after insert on mailing_records for each row
    when (new.status in ('mailed', 'delivered')) execute function tell_of_mailing();
create trigger tell_of_mailing after update of status on mailing_records for each row
    when (old.status <> new.status and new.status in ('mailed', 'delivered'))
    execute function tell_of_mailing();

-- Who types an answer in has read it; who uploads it waits for us.
create function tell_of_answer() returns trigger
language plpgsql as $$
begin
    perform public.tell_person(new.user_id, 'answer_read',
        jsonb_strip_nulls(jsonb_build_object('response_id', new.id,
            'dispute_id', new.dispute_tracking_id, 'bureau', new.bureau)), new.id::text);
    return null;
end
$$;

create trigger tell_of_new_answer after insert on bureau_responses for each row
    when (new.source = 'upload' and new.status in ('done', 'needs_review'))
    execute function tell_of_answer();
create trigger tell_of_answer after update of status on bureau_responses for each row
    when (new.source = 'upload' and old.status in ('queued', 'reading')
        and new.status in ('done', 'needs_review')) execute function tell_of_answer();

-- What time brings, for everybody: whom to remind of what today, at most `at_most`, not told yet.
-- Deadlines for some days before they end; a letter that lies approved after 5 days, and a delivery
-- that is not recorded after 10, then weekly, four times: who does not want to be asked stops it.
create function reminders_due(today date, at_most bigint)
returns table (person uuid, kind text, about jsonb, event_key text)
language sql stable as $$
    with due as (
        select d.user_id, 'deadline_near' as kind,
            jsonb_build_object('dispute_id', d.id, 'bureau', d.bureau, 'day', d.due_on) as about,
            d.id || ':' || d.bureau || ':' || d.due_on as event_key
        from public.dispute_tracking d
        where d.due_on between today and today + 5 and d.status = 'investigating'
        union all
        select l.user_id, 'mailing_reminder', jsonb_build_object('letter_id', l.id),
            l.id || ':' || (today - l.approved_at::date - 5) / 7
        from public.letters l
        where l.status = 'approved' and l.approved_at >= today - 32
            and l.approved_at < today - 4
        union all
        select m.user_id, 'delivery_reminder', jsonb_build_object('letter_id', m.letter_id,
            'mailing_id', m.id, 'day', m.mailed_on),
            m.id || ':' || (today - m.mailed_on - 10) / 7
        from public.mailing_records m
        where m.provider = 'self' and m.status = 'mailed'
            and m.mailed_on between today - 37 and today - 10)
    select due.user_id, due.kind, due.about, due.event_key from due
    where not exists (select from public.notifications n where n.user_id = due.user_id
        and n.dedupe_key = due.kind || ':' || due.event_key)
    limit at_most
$$;

grant execute on function reminders_due to fairfile_worker;

reset role;
