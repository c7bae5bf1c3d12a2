#include "infra/http/versioned.hpp"

#include "base/version.hpp"
#include "infra/http/etag.hpp"

#include <cstdint>

namespace fairfile::http {

namespace {

/// FNV-1a: tells queries apart; nothing secret hangs on it.
std::uint64_t hash_of(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char character : text) {
        hash = (hash ^ static_cast<unsigned char>(character)) * 0x100000001b3ULL;
    }
    return hash;
}

}  // namespace

std::string entity_tag(const Request& request, std::string_view version) {
    std::string tag(version);
    tag += "-";
    tag += program_version;
    tag += "-" + std::to_string(hash_of(request.query_string()));
    return strong_etag(tag);
}

Response ok_if_changed(const Request& request, std::string json, std::string_view version) {
    auto tag = entity_tag(request, version);
    Response response = none_match_names(request.header("If-None-Match"), tag)
                            ? Response{.status = 304, .content_type = ""}
                            : ok(std::move(json));
    response.headers.emplace_back("ETag", std::move(tag));
    response.headers.emplace_back("Cache-Control", "private, no-cache");
    return response;
}

}  // namespace fairfile::http
