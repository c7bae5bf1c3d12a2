# A private PostgreSQL for one run: own data directory, socket only, gone at the end. Sourced.
# PostgreSQL refuses root, so root starts it as CHECK_DATABASE_USER (default postgres).

source_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
bin=$(ls -d /usr/lib/postgresql/15/bin 2>/dev/null || pg_config --bindir)
failures=0

as_server() {
    if [ "$(id -u)" = 0 ]; then
        runuser -u "${CHECK_DATABASE_USER:-postgres}" -- "$@"
    else
        "$@"
    fi
}

start_server() {
    server_dir=$(mktemp -d)
    [ "$(id -u)" = 0 ] && chown "${CHECK_DATABASE_USER:-postgres}" "$server_dir"
    trap stop_server EXIT
    cd "$server_dir"
    as_server "$bin/initdb" -D "$server_dir/data" -A trust -U postgres --no-sync -E UTF8 \
        --locale=C.UTF-8 >/dev/null
    as_server "$bin/pg_ctl" -D "$server_dir/data" -w -l "$server_dir/log" start \
        -o "-c listen_addresses= -c unix_socket_directories=$server_dir -c fsync=off \
            -c shared_buffers=128MB -c max_wal_size=256MB -c jit=off -c timezone=UTC" >/dev/null
    export PGHOST=$server_dir PGUSER=postgres PGDATABASE=fairfile PGOPTIONS=
    psql -qXd postgres -c 'create database fairfile'
}

stop_server() {
    as_server "$bin/pg_ctl" -D "$server_dir/data" -m immediate stop >/dev/null 2>&1
    rm -rf "$server_dir"
}

connection() { echo "host=$PGHOST user=$PGUSER dbname=$PGDATABASE"; }

migrate() {
    FAIRFILE_OWNER_DATABASE_URL=$(connection) "$FAIRFILE_BINARY" migrate >/dev/null ||
        { echo "FAIL the migrations apply"; exit 1; }
}

make_people() { "$FAIRFILE_BINARY" synth --users "$1" --into "$(connection)" >/dev/null; }

quietly() {
    PGOPTIONS='-c client_min_messages=warning' \
        psql -qX -o /dev/null -v ON_ERROR_STOP=1 "${@:2}" -f "$1"
}

report() {  # report ok|no "what should be so"
    if [ "$1" = ok ]; then echo "PASS $2"; else echo "FAIL $2"; failures=$((failures + 1)); fi
}

# A file whose rows begin with PASS or FAIL. One that stops early or says nothing has failed.
run_file() {
    local said
    said=$(psql -qXAt -v ON_ERROR_STOP=1 "${@:2}" -f "$1" 2>&1) ||
        said+=$'\n'"FAIL $1 runs to its end"
    grep -q '^PASS' <<<"$said" || said+=$'\n'"FAIL $1 checks anything"
    grep -v '^$' <<<"$said"
    failures=$((failures + $(grep -c '^FAIL' <<<"$said")))
}

finish() {
    [ "$failures" = 0 ] || { echo "$failures checks failed"; exit 1; }
}
