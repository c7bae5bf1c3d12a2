-- slice: letters
-- Letters and the disputes each speaks for. The body is sealed; what is locked is its digest.
set local role fairfile_owner;
set local lock_timeout = '1s';

create table letter_templates (
    type text not null,
    version integer not null,
    title text not null,
    body text not null,
    needs text[] not null default '{}',
    law text not null default '',
    made_at timestamptz not null default now(),
    retired_at timestamptz,
    primary key (type, version),
    constraint letter_templates_version_range check (version >= 1)
);

create table mail_addresses (
    addressee text not null,
    purpose text not null,
    lines text[] not null,
    source text not null,
    checked_on date not null,
    primary key (addressee, purpose),
    constraint mail_addresses_lines_count check (cardinality(lines) between 2 and 6)
);

create table letters (
    id uuid not null,
    user_id uuid not null references users (id) on delete cascade,
    type text not null,
    template_version integer,
    bureau bureau_name,
    addressee text not null,
    address_sealed bytea,
    summary text not null,
    status text not null default 'draft',
    body_sealed bytea not null,
    body_digest bytea,
    pdf_object_id uuid,
    enclosures jsonb not null default '[]',
    unit_month date,
    unit_returned_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    approved_at timestamptz,
    version integer not null default 1,
    primary key (user_id, id),
    constraint letters_template_fkey foreign key (type, template_version)
        references letter_templates (type, version),
    constraint letters_pdf_fkey foreign key (user_id, pdf_object_id)
        references blob_objects (user_id, id) on delete set null (pdf_object_id),
    constraint letters_status_known check (status in
        ('draft', 'approved', 'mailed', 'delivered', 'returned', 'withdrawn')),
    constraint letters_approved_is_locked check
        (status in ('draft', 'withdrawn') or (approved_at is not null and body_digest is not null)),
    constraint letters_summary_length check (length(summary) <= 300)
) with (fillfactor = 80);

create index letters_list_idx on letters (user_id, created_at desc, id desc);

create table letter_disputes (
    user_id uuid not null,
    letter_id uuid not null,
    dispute_tracking_id uuid not null,
    bureau bureau_name not null,
    position smallint not null,
    primary key (user_id, letter_id, dispute_tracking_id, bureau),
    constraint letter_disputes_letter_fkey foreign key (user_id, letter_id)
        references letters (user_id, id) on delete cascade,
    constraint letter_disputes_dispute_fkey foreign key (user_id, dispute_tracking_id, bureau)
        references dispute_tracking (user_id, id, bureau) on delete cascade,
    constraint letter_disputes_position_range check (position between 1 and 20)
);

call setup.own_rows_only('letters');
call setup.own_rows_only('letter_disputes');
call setup.all_rows_for('letters', 'fairfile_operator', 'select');

grant select on letter_templates, mail_addresses to authenticated, fairfile_job, fairfile_operator;
grant insert, update (retired_at) on letter_templates to fairfile_operator;
grant insert, update on mail_addresses to fairfile_operator;
grant select, insert, delete on letters, letter_disputes to authenticated;
grant update (addressee, address_sealed, summary, status, body_sealed, body_digest, pdf_object_id,
    enclosures, updated_at, approved_at, version) on letters to authenticated;
grant select, insert, update, delete on letters, letter_disputes to fairfile_job;
grant select (id, user_id, type, bureau, addressee, summary, status, created_at, approved_at)
    on letters to fairfile_operator;

create function count_letter() returns trigger
language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        update public.user_analytics
        set data_version = data_version + 1, letters_total = letters_total - 1,
            letters_mailed = letters_mailed - (old.status in ('mailed', 'delivered',
                'returned'))::int
        where user_id = old.user_id;
    else
        update public.user_analytics
        set data_version = data_version + 1,
            letters_total = letters_total + (tg_op = 'INSERT')::int,
            letters_mailed = letters_mailed
                + (new.status in ('mailed', 'delivered', 'returned'))::int
                - case tg_op when 'UPDATE'
                    then (old.status in ('mailed', 'delivered', 'returned'))::int else 0 end
        where user_id = new.user_id;
    end if;
    return null;
end
$$;

create trigger count_letter after insert or update or delete on letters
    for each row execute function count_letter();

reset role;
