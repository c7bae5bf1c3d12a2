-- slice: search
-- Operators search over everybody. A person's own search filters the person's few rows and needs
-- none of this: under row security it could not use a GIN index anyway.
set local role fairfile_owner;
set local lock_timeout = '1s';

create extension if not exists pg_trgm;

create function tradeline_search_vector(creditor text, original_creditor text, account_last4 text)
returns tsvector
    language sql immutable parallel safe
    return to_tsvector('pg_catalog.simple', coalesce(creditor, '') || ' '
        || coalesce(original_creditor, '') || ' ' || coalesce(account_last4, ''));

grant execute on function tradeline_search_vector to fairfile_operator, fairfile_job;

reset role;
