# embed_migrations(<target>): compiles db/migrations/*.sql into the target, as the list behind
# postgres::embedded_migrations(). Generated when configuring; a changed file configures anew.
function(embed_migrations target)
    file(GLOB files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/db/migrations/*.sql)
    list(SORT files)
    set(entries "")
    foreach(file IN LISTS files)
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
        get_filename_component(name ${file} NAME_WE)
        file(READ ${file} sql)
        # A literal may have 65,535 characters; a migration is far below.
        string(APPEND entries "    {\"${name}\", R\"migration(${sql})migration\"},\n")
    endforeach()
    list(LENGTH files count)
    set(generated ${CMAKE_CURRENT_BINARY_DIR}/embedded_migrations.cpp)
    file(CONFIGURE OUTPUT ${generated} @ONLY CONTENT [[
#include "infra/postgres/migrator.hpp"

#include <array>

namespace fairfile::postgres {

namespace {

constexpr std::array<Migration, @count@> migrations{{
@entries@}};

}  // namespace

std::span<const Migration> embedded_migrations() {
    return migrations;
}

}  // namespace fairfile::postgres
]])
    target_sources(${target} PRIVATE ${generated})
endfunction()
