#include "infra/email/mime.hpp"

#include "infra/crypto/encoding.hpp"

#include <algorithm>
#include <array>

namespace fairfile::email {

namespace {

constexpr std::size_t address_length_max = 254;
constexpr std::size_t line_length = 76;
constexpr std::size_t word_bytes_max = 45;  // an encoded word may be 75 characters (RFC 2047)

bool is_ascii_text(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char character) {
        return character >= ' ' && character < 0x7f;
    });
}

bool continues_character(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

/// Encoded words that never split a character.
std::string header_text(std::string_view text) {
    if (is_ascii_text(text)) return std::string(text);
    std::string out;
    while (!text.empty()) {
        auto length = std::min(text.size(), word_bytes_max);
        while (length < text.size() && length > 1 && continues_character(text[length])) --length;
        if (!out.empty()) out += "\r\n ";
        out += "=?utf-8?B?" + crypto::to_base64(text.substr(0, length)) + "?=";
        text.remove_prefix(length);
    }
    return out;
}

std::string body_text(std::string_view text) {
    const auto encoded = crypto::to_base64(text);
    std::string out;
    for (std::size_t at = 0; at < encoded.size(); at += line_length) {
        out.append(encoded, at, line_length).append("\r\n");
    }
    return out;
}

std::string part(std::string_view type, std::string_view text) {
    return "Content-Type: text/" + std::string(type) +
           "; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + body_text(text);
}

std::string two_digits(std::int64_t number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

/// RFC 5322 section 3.3, always in English whatever the locale is.
std::string date_text(std::chrono::system_clock::time_point time) {
    using namespace std::chrono;
    constexpr std::array<const char*, 7> weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<const char*, 12> months{
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = floor<days>(time);
    const year_month_day date(day);
    const hh_mm_ss clock(floor<seconds>(time - day));
    return std::string(weekdays[weekday(day).c_encoding()]) + ", " +
           std::to_string(unsigned{date.day()}) + " " + months[unsigned{date.month()} - 1] + " " +
           std::to_string(int{date.year()}) + " " + two_digits(clock.hours().count()) + ":" +
           two_digits(clock.minutes().count()) + ":" + two_digits(clock.seconds().count()) +
           " +0000";
}

}  // namespace

bool is_plain_address(std::string_view address) {
    return !address.empty() && address.size() <= address_length_max &&
           address.find('@') != std::string_view::npos &&
           std::none_of(address.begin(), address.end(), [](char character) {
               return (character >= 0 && character <= ' ') || character == 0x7f ||
                      std::string_view("<>,;\"\\()").find(character) != std::string_view::npos;
           });
}

std::string compose(const Message& message, const Envelope& envelope) {
    const auto domain = envelope.from.substr(envelope.from.find('@') + 1);
    const auto boundary = "part-" + envelope.unique;
    std::string out = "Date: " + date_text(envelope.date) + "\r\n";
    out += "From: " + header_text(envelope.from_name) + " <" + envelope.from + ">\r\n";
    out += "To: <" + message.to + ">\r\n";
    out += "Subject: " + header_text(message.subject) + "\r\n";
    out += "Message-ID: <" + envelope.unique + "@" + domain + ">\r\n";
    out += "Auto-Submitted: auto-generated\r\n";
    if (!message.unsubscribe.empty() && is_ascii_text(message.unsubscribe)) {
        out += "List-Unsubscribe: <" + message.unsubscribe + ">\r\n";
        out += "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n";
    }
    out += "MIME-Version: 1.0\r\n";
    if (message.html.empty()) return out + part("plain", message.text);

    out += "Content-Type: multipart/alternative; boundary=\"" + boundary + "\"\r\n\r\n";
    out += "--" + boundary + "\r\n" + part("plain", message.text);
    out += "--" + boundary + "\r\n" + part("html", message.html);
    return out + "--" + boundary + "--\r\n";
}

}  // namespace fairfile::email
