#include "infra/http/http.hpp"

#include <utility>

namespace fairfile::http {

Response ok(std::string json) {
    return {.body = std::move(json)};
}

Response created(std::string location, std::string json) {
    Response response{.status = 201, .body = std::move(json)};
    response.headers.emplace_back("Location", std::move(location));
    return response;
}

Response accepted(std::string location, std::string json) {
    auto response = created(std::move(location), std::move(json));
    response.status = 202;
    return response;
}

Response no_content() {
    return {.status = 204, .content_type = ""};
}

Response redirect(std::string location) {
    Response response{.status = 303, .content_type = ""};
    response.headers.emplace_back("Location", std::move(location));
    return response;
}

unsigned status_of(Failure kind) {
    switch (kind) {
        case Failure::unreadable:
            return 400;
        case Failure::unauthenticated:
            return 401;
        case Failure::forbidden:
            return 403;
        case Failure::missing:
            return 404;
        case Failure::conflict:
            return 409;
        case Failure::precondition:
            return 412;
        case Failure::too_large:
            return 413;
        case Failure::unsupported:
            return 415;
        case Failure::invalid:
            return 422;
        case Failure::limited:
            return 429;
        case Failure::unavailable:
            return 503;
        case Failure::storage_full:
            return 507;
        case Failure::bug:
            break;
    }
    return 500;
}

std::string_view to_string(Method method) {
    switch (method) {
        case Method::get:
            return "GET";
        case Method::post:
            return "POST";
        case Method::put:
            return "PUT";
        case Method::patch:
            return "PATCH";
        case Method::delete_:
            break;
    }
    return "DELETE";
}

}  // namespace fairfile::http
