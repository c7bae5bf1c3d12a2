#include "infra/http/chunked_body.hpp"

#include "infra/http/header_value.hpp"
#include "infra/http/percent.hpp"

#include <algorithm>

namespace fairfile::http {

namespace {

constexpr unsigned digits_max = 8;
// Extensions and trailers say nothing to us; no honest client sends more.
constexpr std::size_t overhead_max = 4'096;

}  // namespace

ChunkedBody::Step ChunkedBody::read(std::string_view bytes, std::string& out) {
    std::size_t used = 0;
    while (used < bytes.size() && at_ < At::done) {
        if (at_ != At::data) {
            at_ = read_line_byte(bytes[used++], out.size());
            continue;
        }
        const auto count =
            static_cast<std::size_t>(std::min<std::uint64_t>(chunk_left_, bytes.size() - used));
        out.append(bytes.substr(used, count));
        used += count;
        chunk_left_ -= count;
        if (chunk_left_ == 0) at_ = At::data_cr;
    }
    switch (at_) {
        case At::done:
            return {BodyState::done, used};
        case At::broken:
            return {BodyState::broken, used};
        case At::too_large:
            return {BodyState::too_large, used};
        default:
            return {BodyState::more, used};
    }
}

ChunkedBody::At ChunkedBody::read_line_byte(char byte, std::size_t decoded) {
    switch (at_) {
        case At::size:
            return read_size(byte);
        case At::extension:
            if (byte == '\r') return At::size_end;
            return is_value_character(byte) ? spend(At::extension) : At::broken;
        case At::size_end:
            return begin_data(byte, decoded);
        case At::data_cr:
            return byte == '\r' ? At::data_lf : At::broken;
        case At::data_lf:
            digits_ = 0;
            return byte == '\n' ? At::size : At::broken;
        default:
            return read_trailer(byte);
    }
}

ChunkedBody::At ChunkedBody::read_size(char byte) {
    const auto digit = hex_value(byte);
    if (digit >= 0) {
        if (++digits_ > digits_max) return At::broken;
        chunk_left_ = chunk_left_ * 16 + static_cast<unsigned>(digit);
        return At::size;
    }
    if (digits_ == 0) return At::broken;
    if (byte == '\r') return At::size_end;
    return byte == ';' ? At::extension : At::broken;
}

ChunkedBody::At ChunkedBody::begin_data(char byte, std::size_t decoded) {
    if (byte != '\n') return At::broken;
    if (chunk_left_ == 0) return At::line;
    return chunk_left_ > bytes_max_ - decoded ? At::too_large : At::data;
}

ChunkedBody::At ChunkedBody::read_trailer(char byte) {
    switch (at_) {
        case At::line:
            if (byte == '\r') return At::last_lf;
            return is_token_character(byte) ? spend(At::name) : At::broken;
        case At::name:
            if (byte == ':') return At::value;
            return is_token_character(byte) ? spend(At::name) : At::broken;
        case At::value:
            if (byte == '\r') return At::line_end;
            return is_value_character(byte) ? spend(At::value) : At::broken;
        case At::line_end:
            return byte == '\n' ? At::line : At::broken;
        default:
            return byte == '\n' ? At::done : At::broken;
    }
}

ChunkedBody::At ChunkedBody::spend(At next) {
    return ++overhead_ > overhead_max ? At::broken : next;
}

}  // namespace fairfile::http
