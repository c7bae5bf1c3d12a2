// Asio's TLS, compiled here as well as in infra/http, which this module may not know: a program
// that links both takes the first one's.
#include <boost/asio/ssl/impl/src.hpp>
