#!/bin/bash
# Every canonical query is prepared in its role and explained as the cached plan will be: it must
# use the indexes it names and read no table whole. An index no query uses must not exist.
# CHECK_USERS sets the size of the world: 10000 is month 24.
. "$(dirname "$0")/server.sh"
here=$(cd "$(dirname "$0")" && pwd)
start_server
migrate
make_people "${CHECK_USERS:-400}" &&
    quietly "$here/more_rows.sql" || report no "the world is made"
person=$(psql -qXAt -c 'select id from users order by id offset 7 limit 1')
used=

header() { sed -n "s/^-- $1: //p" "$2" | paste -sd' '; }

# The values are worked out first: EXECUTE takes no sub-selects.
explain_all() {
    local file
    for file in "$here"/queries/*.sql; do
        cat <<SQL
\\echo # $(basename "$file" .sql)
select string_agg(quote_nullable(v), ', ' order by n) as values
from unnest(array[$(header with "$file" | sed "s/\bperson\b/'$person'/g")]::text[])
    with ordinality x (v, n) \\gset
begin;
set local plan_cache_mode = force_generic_plan;
select set_config('request.jwt.claims', '{"sub":"$person"}', true),
    set_config('role', '$(header as "$file")', true) \\g /dev/null
prepare query ($(header takes "$file")) as
$(cat "$file");
explain execute query (:values);
explain (analyze, costs off, timing off, summary off) execute query (:values) \\g /dev/null
rollback;
deallocate all;
SQL
    done
}

explain_all >"$server_dir/explain.sql"
psql -qXAt -f "$server_dir/explain.sql" >"$server_dir/plans" 2>&1

for file in "$here"/queries/*.sql; do
    name=$(basename "$file" .sql)
    wanted=$(header uses "$file")
    plan=$(awk -v name="# $name" '/^# / { on = $0 == name } on' "$server_dir/plans")
    missing=
    for index in ${wanted/none/}; do
        grep -qE "using $index|on $index" <<<"$plan" || missing+=" $index"
    done
    problem=
    grep -qE 'ERROR|FATAL' <<<"$plan" && problem+=' fails'
    [ "$(wc -l <<<"$plan")" -gt 1 ] || problem+=' has no plan'
    # An empty partition costs nothing and is not looked up by index.
    grep 'Seq Scan' <<<"$plan" | grep -qv 'cost=0.00..0.00' && problem+=' reads a table whole'
    [ -z "$missing" ] || problem+=" without$missing"
    report "$([ -z "$problem" ] && echo ok)" "$name uses $wanted"
    [ -z "$problem" ] || { echo "  but$problem"; sed 's/^/  /' <<<"$plan"; }
    used+=" $wanted"
done

unproven=$(psql -qXAt -c "select i.relname from pg_index x
    join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
    where t.relnamespace = 'public'::regnamespace and not x.indisunique and not t.relispartition
        and i.relname <> all(string_to_array('$used', ' ')) and t.relkind in ('r', 'p')
        and not (t.relkind = 'p' and i.relname = 'job_archive_id_idx')")
report "$([ -z "$unproven" ] && echo ok)" "no index without a query"
[ -z "$unproven" ] || echo "$unproven"
finish
