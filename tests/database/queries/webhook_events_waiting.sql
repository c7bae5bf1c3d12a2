-- as: fairfile_worker
-- takes: timestamptz, integer
-- with: (now() - interval '1 hour')::text, '100'
-- uses: webhook_events_received_idx
select provider, event_id, kind from webhook_events
where received_at > $1 and processed_at is null order by received_at limit $2
