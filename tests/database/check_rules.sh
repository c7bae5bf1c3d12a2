#!/bin/bash
# Isolation, keys, history, counts and quota, each tried on rows of several invented people.
. "$(dirname "$0")/server.sh"
here=$(cd "$(dirname "$0")" && pwd)
start_server
migrate
make_people 4 || report no "the generator runs"
psql -qXd postgres -c 'alter database fairfile rename to world'

fresh_world() {
    psql -qXd postgres -c 'drop database if exists fairfile' \
        -c 'create database fairfile template world' 2>/dev/null
}

fresh_world
quietly "$here/more_rows.sql" || report no "every table can be filled"
run_file "$here/isolation.sql"
run_file "$here/keys.sql"
run_file "$here/roles.sql"
fresh_world
run_file "$here/history.sql"
run_file "$here/analytics.sql"

# Forty takers of a limit of two, twelve at a time: exactly two get one.
psql -qX <<'SQL'
create table taken (at timestamptz default clock_timestamp());
grant insert on taken to authenticated;
delete from monthly_entitlements;
SQL
person=$(psql -qXAt -c 'select min(id::text) from users')
cat >"$server_dir/take.sql" <<SQL
begin;
select set_config('request.jwt.claims', '{"sub":"$person"}', true),
    set_config('role', 'authenticated', true);
with unit as (
$(sed "/^--/d; s/\\\$1/'$person'/; s/\\\$2/'letters'/; s/\\\$3/2/g" "$here/queries/take_unit.sql")
)
insert into taken (at) select clock_timestamp() from unit;
commit;
SQL
"$bin/pgbench" -n -c 12 -j 2 -t 4 -f "$server_dir/take.sql" >/dev/null 2>"$server_dir/take.err"
counted=$(psql -qXAt -c "select (select count(*) from taken) || ' ' || (select used from
    monthly_entitlements where user_id = '$person' and kind = 'letters')")
report "$([ "$counted" = '2 2' ] && echo ok)" \
    "of 48 racing takers of a limit of two exactly two get one"
finish
