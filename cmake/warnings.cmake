# Warnings for our own code; others' headers come in as SYSTEM and stay silent.
add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor
                    -Wold-style-cast -Werror)
# GCC 12 reports false positives from its own library once inlined (bugs 105329, 105651, 105562).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-Wno-restrict -Wno-maybe-uninitialized -Wno-stringop-overflow
                        -Wno-array-bounds -Wno-stringop-overread -Wno-dangling-pointer
                        -Wno-mismatched-new-delete)
endif()
add_compile_options(-fno-strict-overflow -fstack-protector-strong)
add_compile_definitions(_GLIBCXX_ASSERTIONS)
