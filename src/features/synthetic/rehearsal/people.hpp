// Who asks, and for what of theirs: settled before the load begins.
#pragma once

#include "features/synthetic/rehearsal.hpp"
#include "features/synthetic/rehearsal/client_connection.hpp"

#include <chrono>

namespace fairfile::synthetic {

/// A dispute at a bureau whose status may go to and fro.
struct ChangeableStatus {
    std::string dispute;
    std::string bureau;
    bool is_escalated = false;
    bool in_flight = false;
};

struct Asker {
    std::string authorization;  // the header's line
    bool paid = false;          // may upload as often as wanted
    std::string dispute;
    std::string word;  // of a creditor's name
    std::optional<ChangeableStatus> status;
};

/// A bearer token as the outside issuer of fill_database's people would sign it.
std::string sign_token(const Secret& secret, std::uint64_t seed, int person, std::int64_t now);

/// Tokens, then one request a person. Fails with "synthetic.no_people" when the server does not
/// know them, "synthetic.no_answer" when there is none.
boost::asio::awaitable<Result<std::vector<Asker>>> find_askers(
    const RehearsalOrder& order, ClientConnection& connection, std::int64_t now
);

}  // namespace fairfile::synthetic
