// People's notes guarded by row security: the smallest database on which tenants can be told apart.
#pragma once

#include "base/ids.hpp"
#include "tests/support/postgres_server.hpp"

#include <string>

namespace fairfile::test {

/// Notes that belong to people, guarded by row security: `people` × three rows.
inline void make_notes(const TestDatabase& database, int people) {
    database.execute(
        "create table notes (user_id uuid, position int, body text default 'x' check (body <> ''),"
        " primary key (user_id, position) deferrable initially deferred);"
        "alter table notes enable row level security; alter table notes force row level security;"
        "create policy own on notes using (user_id = (select"
        " (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid));"
        "grant select, insert, update, delete on notes to authenticated, fairfile_api;"
        "insert into notes (user_id, position) select"
        " ('00000000-0000-7000-8000-' || lpad(to_hex(person), 12, '0'))::uuid, position"
        " from generate_series(1, " +
        std::to_string(people) + ") person, generate_series(1, 3) position"
    );
}

inline UserId person(unsigned number) {
    UserId id;
    id.value.bytes = {0, 0, 0, 0, 0, 0, 0x70, 0, 0x80};
    id.value.bytes[14] = static_cast<std::uint8_t>(number >> 8);
    id.value.bytes[15] = static_cast<std::uint8_t>(number);
    return id;
}

}  // namespace fairfile::test
