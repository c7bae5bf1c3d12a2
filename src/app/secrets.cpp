#include "app/secrets.hpp"

#include "base/text.hpp"
#include "infra/crypto/bytes.hpp"
#include "infra/crypto/encoding.hpp"

#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <unistd.h>

namespace fairfile::app {

namespace {

Error no_keys(const std::string& path, const std::string& why) {
    return {
        Failure::unavailable,
        "app.no_keys",
        "The key file " + path + " " + why + " Start `fairfile up` once, or put the file there."};
}

std::optional<std::string> read_text(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    const std::string content(std::istreambuf_iterator<char>(file), {});
    return std::string(trim(content));
}

/// Mode 600 from the first moment; never over a file that is there.
bool write_new(const std::string& path, const std::string& content) {
    const auto folder = std::filesystem::path(path).parent_path();
    std::error_code ignored;
    std::filesystem::create_directories(folder, ignored);
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, ignored);
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) return false;
    const auto written = ::write(file, content.data(), content.size());
    const bool safe = written == static_cast<ssize_t>(content.size()) && ::fsync(file) == 0;
    return ::close(file) == 0 && safe;
}

std::string new_key_text() {
    const auto key = crypto::Key::random();
    return crypto::to_base64url(crypto::text_of(key.reveal()));
}

Result<std::string> load_or_make(
    const std::string& path, const std::string& prefix, WhenMissing when_missing
) {
    if (auto text = read_text(path)) return *text;
    if (when_missing == WhenMissing::fail) return no_keys(path, "is missing.");
    if (!write_new(path, prefix + new_key_text() + "\n")) return no_keys(path, "cannot be made.");
    if (auto text = read_text(path)) return *text;
    return no_keys(path, "cannot be read.");
}

}  // namespace

Result<Secrets> load_secrets(const Settings& settings, WhenMissing when_missing) {
    const auto& wrapping_file = settings.storage.key_encryption_keys_file;
    const auto wrapping_text = load_or_make(wrapping_file, "k1:", when_missing);
    if (!wrapping_text) return wrapping_text.error();
    auto wrapping = crypto::KeyEncryptionKeys::parse(Secret(*wrapping_text));
    if (!wrapping) return no_keys(wrapping_file, "is malformed (id:base64, …).");

    const auto& token_file = settings.token.signing_key_file;
    const auto token_text = load_or_make(token_file, "", when_missing);
    if (!token_text) return token_text.error();
    auto root = crypto::Key::from_base64(*token_text);
    if (!root) return no_keys(token_file, "is malformed (32 bytes in base64).");
    return Secrets{std::move(*wrapping), std::move(*root)};
}

}  // namespace fairfile::app
