# Third-party libraries, all of them Debian 12 packages, as targets under one prefix.
# Modules name them in LINK; the architecture check keeps each header in its home.
find_package(Threads REQUIRED)
find_package(OpenSSL 3 REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)

foreach(library IN ITEMS libpq libsodium libseccomp libzstd zlib libcurl cairo pangocairo
                         libqpdf tesseract lept pugixml)
    pkg_check_modules(${library} IMPORTED_TARGET ${library})
endforeach()

# Its -pthread would differ from how the precompiled header was made; Threads links what is needed.
set_target_properties(PkgConfig::pangocairo PROPERTIES INTERFACE_COMPILE_OPTIONS "")

add_library(third_party.boost INTERFACE)
target_compile_definitions(third_party.boost INTERFACE
    BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION BOOST_ASIO_NO_DEPRECATED
    BOOST_ASIO_DISABLE_BOOST_COROUTINE)
target_link_libraries(third_party.boost INTERFACE Threads::Threads)

add_library(third_party.boost_json INTERFACE)
target_link_libraries(third_party.boost_json INTERFACE boost_json)
