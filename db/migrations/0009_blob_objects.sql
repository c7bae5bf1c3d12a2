-- slice: reports
-- What lies in object storage, for whom and until when. The object's name is its id; its key is in
-- the key store, never here.
set local role fairfile_owner;
set local lock_timeout = '1s';

create table blob_objects (
    id uuid not null,
    user_id uuid not null references users (id) on delete cascade,
    kind text not null,
    content_type text not null,
    bytes bigint not null,
    stored_bytes bigint not null,
    content_hash bytea,
    compression text,
    storage_class text not null default 'hot',
    created_at timestamptz not null default now(),
    expires_at timestamptz,
    deleted_at timestamptz,
    primary key (user_id, id),
    constraint blob_objects_kind_known check (kind in
        ('report', 'page', 'crop', 'letter', 'enclosure', 'answer', 'proof', 'signature',
            'export')),
    constraint blob_objects_class_known check (storage_class in ('hot', 'cold', 'restoring')),
    constraint blob_objects_size_range check (bytes >= 0 and stored_bytes >= 0)
);

create index blob_objects_content_idx on blob_objects (user_id, content_hash)
    where deleted_at is null;
create index blob_objects_expiry_idx on blob_objects (expires_at)
    where deleted_at is null and expires_at is not null;

call setup.own_rows_only('blob_objects');
call setup.all_rows_for('blob_objects', 'fairfile_worker', 'select');
call setup.all_rows_for('blob_objects', 'fairfile_operator', 'select');

grant select, insert, update (deleted_at) on blob_objects to authenticated;
grant select, insert, update (stored_bytes, compression, storage_class, expires_at, deleted_at),
    delete on blob_objects to fairfile_job;
grant select (id, user_id, kind, bytes, stored_bytes, storage_class, created_at, expires_at,
    deleted_at) on blob_objects to fairfile_worker, fairfile_operator;

reset role;
