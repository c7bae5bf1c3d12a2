#include "infra/mail/outbox.hpp"

#include "base/dates.hpp"
#include "base/json_writer.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/crypto/encoding.hpp"
#include "infra/mail/intelligent_barcode.hpp"

#include <boost/json.hpp>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <unistd.h>

namespace fairfile::mail {

namespace {

namespace files = std::filesystem;

constexpr std::size_t reference_length = 32;
constexpr std::string_view barcode_id = "00";
constexpr std::string_view service_type = "300";  // First-Class Mail, no address correction

Error unavailable(int code) {
    const bool is_full = code == ENOSPC || code == EDQUOT;
    const std::string why = std::strerror(code);
    if (is_full) {
        return {Failure::storage_full, "mail.storage_full", "There is no room left.", why};
    }
    return {Failure::unavailable, "mail.unavailable", "Mailing is not possible right now.", why};
}

std::string reference_of(std::string_view key) {
    return crypto::to_hex(crypto::view(crypto::sha256(key))).substr(0, reference_length);
}

/// The same for the same letter; letters of 45 days must not share it, 10^9 are enough for that.
std::string serial_of(std::string_view key, std::size_t digits) {
    const auto hash = crypto::sha256(key);
    std::uint64_t number = 0;
    for (std::size_t index = 0; index < sizeof number; ++index) number = number << 8 | hash[index];
    std::string text;
    for (std::size_t count = 0; count < digits; ++count, number /= 10) {
        text.insert(0, 1, static_cast<char>('0' + number % 10));
    }
    return text;
}

class File {
  public:
    File(const files::path& path, int flags) : descriptor_(::open(path.c_str(), flags, 0600)) {}
    ~File() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    bool is_open() const { return descriptor_ >= 0; }
    bool write(std::string_view bytes) const {
        while (!bytes.empty()) {
            const auto written = ::write(descriptor_, bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
        return true;
    }
    bool sync() const { return ::fsync(descriptor_) == 0; }

  private:
    int descriptor_;
};

bool write_file(const files::path& path, std::string_view bytes) {
    const File file(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC);
    return file.is_open() && file.write(bytes) && file.sync();
}

bool sync_folder(const files::path& path) {
    const File folder(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return folder.is_open() && folder.sync();
}

std::string digest_of(const Piece& piece) {
    return crypto::to_hex(crypto::view(crypto::sha256(piece.pdf)));
}

void write_address(JsonWriter& json, std::string_view name, const Address& address) {
    json.key(name).begin_object().field("name", std::string_view(address.name));
    json.key("lines").begin_array();
    for (const auto& line : address.lines) json.value(std::string_view(line));
    json.end_array().end_object();
}

files::path cancelled_path(const files::path& entry) {
    return entry.native() + ".cancelled";
}

}  // namespace

Result<std::unique_ptr<OutboxProvider>> OutboxProvider::open(Options options, const Clock& clock) {
    const auto serial = std::string(options.mailer_id.size() == 9 ? 6 : 9, '0');
    if (!tracking_digits({barcode_id, service_type, options.mailer_id, serial})) {
        return Error{Failure::invalid, "mail.bad_mailer_id", "A mailer id has 6 or 9 digits."};
    }
    std::error_code wrong;
    files::create_directories(options.directory, wrong);
    if (wrong) return unavailable(wrong.value());
    return std::unique_ptr<OutboxProvider>(new OutboxProvider(std::move(options), clock));
}

Result<Receipt> OutboxProvider::submit(const Piece& piece) {
    auto known = find(piece.key);
    if (!known) return known.error();
    if (*known) return existing(piece, std::move(**known));

    const auto reference = reference_of(piece.key);
    const auto entry = options_.directory / reference;
    auto name = (options_.directory / (".new-" + reference + "-XXXXXX")).native();
    if (mkdtemp(name.data()) == nullptr) return unavailable(errno);
    const files::path making(name);
    const bool is_written = write_file(making / "letter.pdf", piece.pdf) &&
                            write_file(making / "manifest.json", manifest(piece, reference)) &&
                            sync_folder(making);
    const auto failed = is_written ? 0 : errno;
    // Onto a folder that is not empty a rename fails: of two at once one wins.
    const bool is_there = is_written && ::rename(making.c_str(), entry.c_str()) == 0;
    const auto refused = is_written && !is_there ? errno : failed;
    if (!is_there) {
        std::error_code ignored;
        files::remove_all(making, ignored);
        if (refused != ENOTEMPTY && refused != EEXIST) return unavailable(refused);
        return existing(piece, {reference});
    }
    if (!sync_folder(options_.directory)) return unavailable(errno);
    return Receipt{reference};
}

Result<std::optional<Receipt>> OutboxProvider::find(std::string_view key) {
    const auto reference = reference_of(key);
    const auto entry = options_.directory / reference;
    std::error_code wrong;
    std::optional<Receipt> receipt;
    if (files::exists(cancelled_path(entry), wrong)) {
        receipt = Receipt{reference, State::cancelled};
    } else if (files::exists(entry / "mailed", wrong)) {
        receipt = Receipt{reference, State::mailed};
    } else if (files::exists(entry / "manifest.json", wrong)) {
        receipt = Receipt{reference, State::accepted};
    }
    if (wrong && wrong != std::errc::no_such_file_or_directory) return unavailable(wrong.value());
    return receipt;
}

Result<bool> OutboxProvider::cancel(std::string_view key) {
    auto known = find(key);
    if (!known) return known.error();
    if (!*known || (*known)->state == State::mailed) return false;
    if ((*known)->state == State::cancelled) return true;
    const auto entry = options_.directory / (*known)->reference;
    if (::rename(entry.c_str(), cancelled_path(entry).c_str()) != 0) return unavailable(errno);
    if (!sync_folder(options_.directory)) return unavailable(errno);
    return true;
}

/// The entry is there; a process may have died before it was durable.
Result<Receipt> OutboxProvider::existing(const Piece& piece, Receipt receipt) const {
    auto entry = options_.directory / receipt.reference;
    if (receipt.state == State::cancelled) entry = cancelled_path(entry);
    std::ifstream file(entry / "manifest.json", std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(file), {});
    boost::system::error_code wrong;
    const auto written = boost::json::parse(text, wrong);
    const auto* object = wrong ? nullptr : written.if_object();
    const auto* digest = object ? object->if_contains("sha256") : nullptr;
    if (!digest || !digest->is_string()) return unavailable(EIO);
    if (digest->as_string() != digest_of(piece)) {
        return Error{Failure::conflict, "mail.key_reused", "Another letter has this key."};
    }
    if (!sync_folder(options_.directory)) return unavailable(errno);
    return receipt;
}

std::string OutboxProvider::manifest(const Piece& piece, const std::string& reference) const {
    const auto serial = serial_of(piece.key, options_.mailer_id.size() == 9 ? 6 : 9);
    const auto routing = routing_code(piece.to);
    const auto tracking =
        tracking_digits({barcode_id, service_type, options_.mailer_id, serial}).value();
    std::string text;
    JsonWriter json(text);
    json.begin_object().field("reference", std::string_view(reference));
    json.field("key", std::string_view(piece.key)).field("file", "letter.pdf");
    json.field("mail_class", std::string_view(piece.mail_class)).field("pages", piece.pages);
    json.field("bytes", static_cast<std::int64_t>(piece.pdf.size()));
    json.field("sha256", std::string_view(digest_of(piece)));
    json.field("accepted_at", std::string_view(to_rfc3339(clock_.now())));
    write_address(json, "from", piece.from);
    write_address(json, "to", piece.to);
    json.key("barcode").begin_object().field("tracking", std::string_view(tracking));
    json.field("routing", std::string_view(routing));
    json.field("bars", intelligent_barcode(tracking, routing)).end_object().end_object();
    return text + "\n";
}

}  // namespace fairfile::mail
