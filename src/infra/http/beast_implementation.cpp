// Beast is compiled here, once. The server parses and writes HTTP itself (see request_head.hpp);
// Beast is the other side in its tests and the mark in bench/http_hello.cpp.
#include <boost/beast/src.hpp>
