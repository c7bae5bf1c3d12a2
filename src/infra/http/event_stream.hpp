// Server-sent events (WHATWG HTML section 9.2) on a connection.
#pragma once

#include "infra/http/connection.hpp"

namespace fairfile::http {

/// `event: name`, one `data:` line for each line of the data, an empty line. Line ends inside the
/// name would end the field and are left out.
std::string to_event(std::string_view event, std::string_view data);

class EventStream final : public EventSink {
  public:
    explicit EventStream(Connection& connection) : connection_(connection) {}

    awaitable<bool> send(std::string event, std::string data) override;
    awaitable<bool> keep_alive() override;

  private:
    awaitable<bool> write(std::string text);

    Connection& connection_;
};

}  // namespace fairfile::http
