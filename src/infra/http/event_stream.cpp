#include "infra/http/event_stream.hpp"

namespace fairfile::http {

std::string to_event(std::string_view event, std::string_view data) {
    std::string text = "event: ";
    for (const char character : event) {
        if (character != '\r' && character != '\n') text += character;
    }
    text += "\ndata: ";
    for (std::size_t at = 0; at < data.size(); ++at) {
        if (data[at] == '\r' && at + 1 < data.size() && data[at + 1] == '\n') continue;
        if (data[at] == '\r' || data[at] == '\n') {
            text += "\ndata: ";
        } else {
            text += data[at];
        }
    }
    text += "\n\n";
    return text;
}

awaitable<bool> EventStream::send(std::string event, std::string data) {
    return write(to_event(event, data));
}

awaitable<bool> EventStream::keep_alive() {
    return write(": \n\n");
}

awaitable<bool> EventStream::write(std::string text) {
    if (connection_.is_gone_ || connection_.core_->is_draining) co_return false;
    connection_.out_ += text;
    connection_.bytes_out_ += text.size();
    if (connection_.send_now()) co_return true;
    const bool is_alive = co_await connection_.send_rest();
    connection_.enter(Connection::Phase::events);
    co_return is_alive;
}

}  // namespace fairfile::http
