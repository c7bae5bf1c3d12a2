-- as: authenticated
-- takes: uuid, uuid, text, text, boolean, text, text, text[]
-- with: person, (select id from dispute_tracking where user_id = person limit 1)::text,
-- with: 'TransUnion', 'escalated', 'false', 'user', 'note',
-- with: '{verified,deleted,updated,expired,escalated,investigating}'
-- uses: dispute_tracking_pkey
-- Status, history entry, hash chain, counts and data version: the triggers do the rest. $8 is what
-- the state machine lets it come from: no row means missing or not allowed.
update dispute_tracking
set status = $4, status_changed_at = clock_timestamp(), status_changed_by = $6, status_note = $7,
    reinserted = $5, resolved_at = case when $4 in ('verified', 'deleted',
        'updated') then now() end,
    version = version + 1
where user_id = $1 and id = $2 and bureau = $3 and status = any($8)
returning status_changed_at, version, due_on
