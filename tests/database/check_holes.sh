#!/bin/bash
# The catalogue shows no hole, and each kind of hole is seen when there is one.
. "$(dirname "$0")/server.sh"
here=$(cd "$(dirname "$0")" && pwd)
start_server
migrate

found=$(psql -qXAt -f "$here/catalogue.sql")
report "$([ -z "$found" ] && echo ok)" "the catalogue shows no hole"
[ -z "$found" ] || echo "$found"

# One block a hole: a line `-- hole: what catalogue.sql must say`, then the SQL that makes it.
sees() {
    local hole=$1 plant=$2
    found=$(printf 'begin;\n%s\n\\i %s\nrollback;\n' "$plant" "$here/catalogue.sql" |
        psql -qXAt -v ON_ERROR_STOP=1 2>&1)
    report "$(grep -qF "$hole|" <<<"$found" && echo ok)" "a planted hole is seen: $hole"
}

hole= plant=
while IFS= read -r line; do
    case $line in
        '-- hole: '*) [ -z "$hole" ] || sees "$hole" "$plant"; hole=${line#-- hole: } plant= ;;
        *) plant+=$line$'\n' ;;
    esac
done <"$here/planted_holes.sql"
sees "$hole" "$plant"

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
