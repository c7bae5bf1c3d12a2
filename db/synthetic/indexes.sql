-- Indexes that are no key are far quicker to build at the end than to feed row by row. They come
-- back in complete.sql, within the same transaction.
create temp table world_index on commit drop as
select c.oid::regclass::text as name, pg_get_indexdef(c.oid) as definition
from world_table w
join pg_index x on x.indrelid = w.name and not x.indisunique
join pg_class c on c.oid = x.indexrelid and c.relkind = 'i'
-- Whoever adds a few to many does not build the indexes of the many again.
where :users * 30 > (select greatest(reltuples, 0) from pg_class
    where oid = 'tradelines'::regclass);

do $$
declare
    target text;
begin
    for target in select name from world_index loop
        execute 'drop index ' || target;
    end loop;
end
$$;
