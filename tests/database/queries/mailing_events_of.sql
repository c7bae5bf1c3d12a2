-- as: authenticated
-- takes: uuid, uuid
-- with: person, (select mailing_id from mailing_events where user_id = person limit 1)::text
-- uses: mailing_events_mailing_idx
select kind, happened_at, source from mailing_events where user_id = $1 and mailing_id = $2
order by happened_at
