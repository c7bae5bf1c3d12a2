// The built web application, read into memory once: hashed files under /assets/ never change and
// say so, everything else is revalidated by ETag; pre-compressed neighbours (.br, .gz) are chosen
// by Accept-Encoding; application routes give index.html. Only what was read can be asked for.
#pragma once

#include "infra/http/http.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>

namespace fairfile::http {

class StaticFiles {
  public:
    /// Reads every regular file below `folder`. Throws runtime_error when it is not there or holds
    /// more than fits (64 MiB).
    explicit StaticFiles(const std::filesystem::path& folder);

    struct Question {
        std::string_view path;
        std::string_view accept = {};
        std::string_view accept_encoding = {};
        std::string_view if_none_match = {};
    };

    /// The response's head is built; `bytes` live as long as this.
    struct Answer {
        const Response* head;
        std::string_view bytes;
    };
    /// nullopt when there is nothing at this path.
    std::optional<Answer> find(const Question& question) const;

  private:
    struct Variant {
        std::string bytes;
        std::string etag = {};
        Response found = {};
        Response not_modified = {};
    };
    struct File {
        std::optional<Variant> plain, brotli, gzip;
    };

    void add(const std::filesystem::path& file, const std::string& url);
    const File* file_for(const Question& question) const;

    std::unordered_map<std::string, File> files_;
};

/// Whether Accept-Encoding allows `coding` (RFC 9110 section 12.5.3): named with a weight above 0,
/// or meant by `*`.
bool accepts_encoding(std::string_view accept_encoding, std::string_view coding);

}  // namespace fairfile::http
