#include "infra/http/static_files.hpp"

#include "base/text.hpp"
#include "infra/http/etag.hpp"

#include <openssl/sha.h>

#include <array>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace fairfile::http {

namespace {

constexpr std::size_t bytes_max = 64UL * 1024 * 1024;
constexpr std::string_view index_url = "/index.html";

struct KnownType {
    std::string_view ending;
    std::string_view type;
};

constexpr KnownType known_types[] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".webp", "image/webp"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8"},
    {".map", "application/json"},
};

std::string_view type_of(std::string_view url) {
    for (const auto& known : known_types) {
        if (url.ends_with(known.ending)) return known.type;
    }
    return "application/octet-stream";
}

std::string read_file(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    if (!stream) throw std::runtime_error("cannot read " + file.string());
    return bytes;
}

std::string content_hash(const std::string& bytes) {
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
    constexpr std::string_view alphabet = "0123456789abcdef";
    constexpr std::size_t hash_bytes = 12;  // collisions are not an attack here, only a stale page
    std::string text;
    for (std::size_t at = 0; at < hash_bytes; ++at) {
        text += alphabet[digest[at] >> 4U];
        text += alphabet[digest[at] & 15U];
    }
    return text;
}

bool is_weightless(std::string_view parameters) {
    const auto weight = trim(parameters);
    if (!weight.starts_with("q=0")) return false;
    return weight.find_first_not_of("0.", 2) == std::string_view::npos;
}

}  // namespace

StaticFiles::StaticFiles(const std::filesystem::path& folder) {
    std::size_t total = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file() || entry.is_symlink()) continue;
        total += entry.file_size();
        if (total > bytes_max) throw std::runtime_error("more static files than fit in memory");
        const auto url = "/" + std::filesystem::relative(entry.path(), folder).generic_string();
        add(entry.path(), url);
    }
    if (files_.find(std::string(index_url)) == files_.end()) {
        throw std::runtime_error("no index.html in " + folder.string());
    }
}

void StaticFiles::add(const std::filesystem::path& file, const std::string& url) {
    const bool is_brotli = url.ends_with(".br");
    const bool is_gzip = url.ends_with(".gz");
    const auto plain_url = is_brotli || is_gzip ? url.substr(0, url.size() - 3) : url;

    Variant variant{.bytes = read_file(file)};
    variant.etag = strong_etag(content_hash(variant.bytes));
    auto& headers = variant.found.headers;
    const bool is_hashed = plain_url.starts_with("/assets/");
    headers.emplace_back(
        "Cache-Control", is_hashed ? "public, max-age=31536000, immutable" : "no-cache"
    );
    headers.emplace_back("ETag", variant.etag);
    headers.emplace_back("Vary", "Accept-Encoding");
    variant.not_modified = variant.found;
    variant.not_modified.status = 304;
    variant.not_modified.content_type.clear();
    variant.found.content_type = type_of(plain_url);
    if (is_brotli) headers.emplace_back("Content-Encoding", "br");
    if (is_gzip) headers.emplace_back("Content-Encoding", "gzip");

    auto& into = files_[plain_url];
    (is_brotli ? into.brotli : is_gzip ? into.gzip : into.plain) = std::move(variant);
}

std::optional<StaticFiles::Answer> StaticFiles::find(const Question& question) const {
    const auto* file = file_for(question);
    if (file == nullptr) return std::nullopt;
    const auto* variant = &*file->plain;
    if (file->brotli && accepts_encoding(question.accept_encoding, "br")) {
        variant = &*file->brotli;
    } else if (file->gzip && accepts_encoding(question.accept_encoding, "gzip")) {
        variant = &*file->gzip;
    }
    if (none_match_names(question.if_none_match, variant->etag)) {
        return Answer{&variant->not_modified, {}};
    }
    return Answer{&variant->found, variant->bytes};
}

/// A page of the application has no ending; a file that is missing stays missing.
const StaticFiles::File* StaticFiles::file_for(const Question& question) const {
    const auto exact = files_.find(std::string(question.path));
    if (exact != files_.end() && exact->second.plain) return &exact->second;

    const auto last_segment = question.path.substr(question.path.rfind('/') + 1);
    const bool is_page = question.path.starts_with('/') && !question.path.starts_with("/api/") &&
                         !question.path.starts_with("/assets/") && question.path != "/api" &&
                         last_segment.find('.') == std::string_view::npos &&
                         last_segment.find('%') == std::string_view::npos &&
                         question.accept.find("text/html") != std::string_view::npos;
    const bool is_home = question.path == "/";
    if (!is_page && !is_home) return nullptr;
    const auto index = files_.find(std::string(index_url));
    return index->second.plain ? &index->second : nullptr;
}

bool accepts_encoding(std::string_view accept_encoding, std::string_view coding) {
    bool by_star = false;
    for (const auto entry : split(accept_encoding, ',')) {
        const auto end = entry.find(';');
        const auto name = trim(entry.substr(0, end));
        const bool is_refused =
            end != std::string_view::npos && is_weightless(entry.substr(end + 1));
        if (equal_ignoring_case(name, coding)) return !is_refused;
        if (name == "*") by_star = !is_refused;
    }
    return by_star;
}

}  // namespace fairfile::http
