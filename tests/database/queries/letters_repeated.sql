-- as: authenticated
-- takes: uuid, bytea
-- with: person, '\x00'
-- uses: letter_disputes_guard_idx letters_pkey
select l.approved_at from letter_disputes d
join letters l on l.user_id = d.user_id and l.id = d.letter_id
where d.user_id = $1 and d.guard_hash = $2
    and l.status in ('approved', 'mailed', 'delivered', 'returned') order by l.approved_at limit 1
