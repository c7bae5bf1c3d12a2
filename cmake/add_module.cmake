# add_module(<path> DEPS <modules...> [LINK <libraries...>] [ASIO])
#
# One line a folder: makes the library and its test program and links both. The same line is what
# tools/check_architecture.py reads, so the link graph and the include graph cannot drift apart.
# Files are found, not listed. LINK names third-party libraries, private to the module that owns
# them. ASIO says that the module speaks Asio: it gets the precompiled header. Folders named
# fuzz/ hold fuzz targets, built only under FAIRFILE_FUZZ. Folders named test_programs/ hold
# programs that tests start (one file each, found in the folder FAIRFILE_TEST_PROGRAMS): they run
# under memory limits, so they are built without sanitizers and link only third-party libraries.

define_property(TARGET PROPERTY FAIRFILE_USES_ASIO BRIEF_DOCS "Module includes Asio")

if(NOT TARGET precompiled.asio)
    file(WRITE ${PROJECT_BINARY_DIR}/precompiled/asio.cpp "")
    add_library(precompiled.asio STATIC ${PROJECT_BINARY_DIR}/precompiled/asio.cpp)
    target_link_libraries(precompiled.asio PUBLIC third_party.boost)
    target_precompile_headers(precompiled.asio PRIVATE
        <algorithm> <array> <chrono> <functional> <map> <memory> <optional> <string>
        <string_view> <unordered_map> <utility> <variant> <vector> <boost/asio.hpp>
        <boost/system/result.hpp>)
endif()

function(add_module path)
    cmake_parse_arguments(arg "ASIO" "" "DEPS;LINK" ${ARGN})
    string(REPLACE "/" "." name ${path})
    string(REPLACE "/" "." deps "${arg_DEPS}")
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS *.cpp)
    set(fuzzers ${sources})
    list(FILTER sources EXCLUDE REGEX "/fuzz/[^/]*$|/main\\.cpp$")
    list(FILTER fuzzers INCLUDE REGEX "/fuzz/[^/]*$")
    set(programs ${sources})
    list(FILTER sources EXCLUDE REGEX "/test_programs/[^/]*$")
    list(FILTER programs INCLUDE REGEX "/test_programs/[^/]*$")
    set(tests ${sources})
    list(FILTER sources EXCLUDE REGEX "_test\\.cpp$")
    list(FILTER tests INCLUDE REGEX "_test\\.cpp$")

    if(NOT sources)
        message(WARNING "${path} has no source file yet")
        return()
    endif()

    add_library(${name} STATIC ${sources})
    target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
    target_link_libraries(${name} PUBLIC ${deps} third_party.boost PRIVATE ${arg_LINK})
    if(arg_ASIO)
        target_precompile_headers(${name} REUSE_FROM precompiled.asio)
    endif()

    if(tests AND BUILD_TESTING)
        add_executable(${name}.test ${tests})
        target_include_directories(${name}.test PRIVATE ${PROJECT_SOURCE_DIR})
        target_link_libraries(${name}.test PRIVATE ${name} ${arg_LINK} GTest::gtest_main
                              GTest::gmock $<TARGET_NAME_IF_EXISTS:tests.support>)
        if(arg_ASIO)
            target_precompile_headers(${name}.test REUSE_FROM precompiled.asio)
        endif()
        foreach(program IN LISTS programs)
            get_filename_component(program_name ${program} NAME_WE)
            add_executable(${name}.${program_name} ${program})
            target_include_directories(${name}.${program_name} PRIVATE ${PROJECT_SOURCE_DIR}/src)
            target_compile_options(${name}.${program_name} PRIVATE -fno-sanitize=all)
            target_link_options(${name}.${program_name} PRIVATE -fno-sanitize=all)
            target_link_libraries(${name}.${program_name} PRIVATE ${arg_LINK})
            add_dependencies(${name}.test ${name}.${program_name})
        endforeach()
        target_compile_definitions(${name}.test PRIVATE
                                   FAIRFILE_TEST_PROGRAMS="${CMAKE_CURRENT_BINARY_DIR}"
                                   FAIRFILE_SOURCE_FOLDER="${PROJECT_SOURCE_DIR}")
        gtest_discover_tests(${name}.test TEST_PREFIX "${path}: " DISCOVERY_TIMEOUT 60
                             PROPERTIES TIMEOUT 60)
    endif()

    if(FAIRFILE_FUZZ)
        foreach(fuzzer IN LISTS fuzzers)
            get_filename_component(fuzz_name ${fuzzer} NAME_WE)
            add_executable(fuzz.${fuzz_name} ${fuzzer})
            target_link_libraries(fuzz.${fuzz_name} PRIVATE ${name} ${arg_LINK})
            target_link_options(fuzz.${fuzz_name} PRIVATE -fsanitize=fuzzer)
        endforeach()
    endif()
endfunction()
