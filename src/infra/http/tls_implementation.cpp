// Asio's TLS streams are compiled here, once for this module's users.
#include <boost/asio/ssl/impl/src.hpp>
