#!/bin/bash
# The catalogue shows no hole, and each kind of hole is seen when there is one.
. "$(dirname "$0")/server.sh"
here=$(cd "$(dirname "$0")" && pwd)
start_server
migrate

found=$(psql -qXAt -f "$here/catalogue.sql")
report "$([ -z "$found" ] && echo ok)" "the catalogue shows no hole"
[ -z "$found" ] || echo "$found"

# planted_holes.sql has a line `-- hole: what catalogue.sql must say` before the SQL that makes it.
# Each is made in a transaction of its own and undone, all in one session.
awk -v catalogue="$here/catalogue.sql" '
    function ask() { if (hole) printf "\\i %s\nrollback;\n", catalogue }
    /^-- hole: / { ask(); hole = substr($0, 10); printf "\\echo # %s\nbegin;\n", hole; next }
    { print }
    END { ask() }' "$here/planted_holes.sql" >"$server_dir/plant.sql"
psql -qXAt -f "$server_dir/plant.sql" >"$server_dir/seen" 2>&1

nth=0
while IFS= read -r hole; do
    nth=$((nth + 1))
    answer=$(awk -v n="$nth" '/^# / { at++ } at == n' "$server_dir/seen")
    report "$(grep -qF "$hole|" <<<"$answer" && echo ok)" "a planted hole is seen: $hole"
done < <(sed -n 's/^-- hole: //p' "$here/planted_holes.sql")

kinds=$(grep -cE "^select '" "$here/catalogue.sql")
planted=$(grep '^-- hole: ' "$here/planted_holes.sql" | sort -u | wc -l)
report "$([ "$kinds" = "$planted" ] && echo ok)" "every kind of hole has been planted"

# A Supabase database brings its own roles, schema and functions: ours must not touch them.
psql -qXd postgres -c 'create database supabase'
export PGDATABASE=supabase
psql -qX -v ON_ERROR_STOP=1 <<'SQL'
create schema auth;
create function auth.uid() returns uuid language sql stable
    as $$ select (nullif(current_setting('request.jwt.claims', true), '')::json ->> 'sub')::uuid $$;
grant usage on schema auth to authenticated;
SQL
migrate
kept=$(psql -qXAt -c "select prosrc like '%::json ->>%' from pg_proc
    where oid = 'auth.uid()'::regprocedure")
report "$([ "$kept" = t ] && echo ok)" "the same files apply where auth.uid() exists and keep it"
finish
