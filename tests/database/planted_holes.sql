-- hole: row security is off or not forced
alter table letters no force row level security;
-- hole: row security is off or not forced
create table notes (user_id uuid);
alter table notes owner to fairfile_owner;
-- hole: row security is off or not forced
alter table credit_score_history_202601 disable row level security;
-- hole: no policy says whose rows they are
drop policy own_rows on inquiries;
-- hole: a policy does not compare with (select auth.uid())
create policy everything on letters for select to authenticated using (true);
-- hole: a policy does not compare with (select auth.uid())
create policy a_row_at_a_time on letters to authenticated
    using (user_id = auth.uid()) with check (user_id = auth.uid());
-- hole: a policy does not compare with (select auth.uid())
create policy anybody on letters for select using (true);
-- hole: a foreign key between people's tables leaves the person out
alter table letters add column report_id uuid;
alter table credit_reports add unique (id);
alter table letters add foreign key (report_id) references credit_reports (id);
-- hole: an index for a person's query does not begin with the person
create index on tradelines (creditor);
-- hole: an index is invalid
update pg_index set indisvalid = false where indexrelid = 'letters_list_idx'::regclass;
-- hole: a view does not ask as its caller
create view all_letters as select id from letters;
-- hole: a view does not ask as its caller
create materialized view all_letters as select id from letters;
-- hole: a function runs as its owner without a pinned search_path
create function peek() returns bigint language sql security definer
    as 'select count(*) from letters';
-- hole: a function runs as its owner without a reason
create function peek() returns bigint language sql security definer set search_path = public
    as 'select count(*) from letters';
-- hole: everybody may execute a function
create function peek() returns bigint language sql as 'select 1::bigint';
-- hole: a privilege that row security does not cover
grant truncate on letters to fairfile_job;
-- hole: a privilege that row security does not cover
grant references (id) on letters to authenticated;
-- hole: a grant to a role that may have nothing
grant select on letters to anon;
-- hole: a grant to a role that may have nothing
grant select (summary) on letters to public;
-- hole: a grant on a partition goes around its parent's policies
grant select on credit_score_history_202601 to authenticated;
-- hole: a role for everybody may read what is sealed or a password
grant select on letters to fairfile_operator;
-- hole: a role is above row security
alter role fairfile_worker bypassrls;
-- hole: a login role has rights without taking a role
alter role fairfile_api inherit;
-- hole: somebody else than fairfile_owner owns
alter table letters owner to postgres;
-- hole: everybody may create in the schema
grant create on schema public to public;
-- hole: a time has no time zone
alter table letters add column sent_at timestamp;
