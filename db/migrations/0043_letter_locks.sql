-- slice: letters
-- An approved letter is one exact PDF: from then on only its way through the mail may change. The
-- guard hash says what an item's dispute claims (15 USC 1681i(a)(3)): the same claim twice is
-- found by it.
set local role fairfile_owner;
set local lock_timeout = '1s';

alter table letter_disputes add column guard_hash bytea;
alter table letter_disputes add constraint letter_disputes_guard_hash_length
    check (length(guard_hash) = 32);

create index letter_disputes_guard_idx on letter_disputes (user_id, guard_hash)
    where guard_hash is not null;

grant update (unit_returned_at) on letters to authenticated;

create function keep_letter_locked() returns trigger
language plpgsql as $$
begin
    if new.status = 'draft'
        or (new.status = 'withdrawn' and old.status not in ('approved', 'withdrawn'))
        or row(new.type, new.template_version, new.bureau, new.addressee, new.body_sealed,
            new.body_digest, new.enclosures, new.approved_at)
            is distinct from row(old.type, old.template_version, old.bureau, old.addressee,
            old.body_sealed, old.body_digest, old.enclosures, old.approved_at)
        -- The file may go by retention; another one may not take its place.
        or (new.pdf_object_id is not null and new.pdf_object_id is distinct from old.pdf_object_id)
    then
        raise exception 'an approved letter is locked'
            using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end
$$;

create trigger keep_locked before update on letters
    for each row when (old.status <> 'draft') execute function keep_letter_locked();

reset role;
