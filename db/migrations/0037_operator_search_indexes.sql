-- slice: search
-- transaction: none
-- Built while the platform runs: readers and writers go on. A build that was broken off leaves an
-- invalid index, which the next attempt drops first.
set role fairfile_owner;
set search_path = public, extensions;

drop index concurrently if exists tradelines_search_idx;
create index concurrently tradelines_search_idx on tradelines
    using gin (tradeline_search_vector(creditor, original_creditor, account_last4));

drop index concurrently if exists tradelines_creditor_trgm_idx;
create index concurrently tradelines_creditor_trgm_idx on tradelines
    using gin (creditor gin_trgm_ops);

drop index concurrently if exists tradelines_history_idx;
create index concurrently tradelines_history_idx on tradelines
    using gin (payment_history jsonb_path_ops);

drop index concurrently if exists tradelines_details_idx;
create index concurrently tradelines_details_idx on tradelines
    using gin (tradeline_details jsonb_path_ops);

reset search_path;
reset role;
