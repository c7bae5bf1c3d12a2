// What each operation asks for.
#include "features/synthetic/rehearsal/load.hpp"

namespace fairfile::synthetic {

namespace {

std::string with_body(
    const std::string& line, const Asker& asker, std::string_view type, std::size_t bytes
) {
    return line + " HTTP/1.1\r\nHost: rehearsal\r\n" + asker.authorization +
           "Content-Type: " + std::string(type) + "\r\nContent-Length: " + std::to_string(bytes) +
           "\r\n\r\n";
}

}  // namespace

Load::Request Load::request_for(const Job& job) {
    // People come round again, so that nobody's data stays in a cache because he asks often.
    const std::size_t asker = job.number % askers_.size();
    const auto& who = askers_[asker];
    switch (job.arrival.operation) {
        case Operation::dashboard:
            return reading(asker, "/api/v1/dashboard");
        case Operation::tradelines:
            return reading(asker, "/api/v1/tradelines");
        case Operation::multi_bureau_view:
            return reading(asker, "/api/v1/disputes");
        case Operation::timeline:
            return reading(asker, "/api/v1/disputes/" + who.dispute + "/timeline");
        case Operation::status_update:
            return status_change();
        case Operation::search:
            return reading(asker, "/api/v1/search?q=" + who.word);
        case Operation::monthly_scores:
            return reading(asker, "/api/v1/scores/monthly");
        case Operation::upload:
            break;
    }
    return uploading();
}

Load::Request Load::reading(std::size_t asker, const std::string& path) const {
    return {
        asker,
        "GET " + path + " HTTP/1.1\r\nHost: rehearsal\r\n" + askers_[asker].authorization + "\r\n",
        {}};
}

/// Nobody's next change is sent before his last was answered: it would rightly be refused. Empty
/// when all wait.
Load::Request Load::status_change() {
    for (std::size_t tried = 0; tried < changers_.size(); ++tried) {
        const auto asker = changers_[next_changer_++ % changers_.size()];
        auto& status = *askers_[asker].status;
        if (status.in_flight) continue;
        status.in_flight = true;
        const std::string_view next = status.is_escalated ? "investigating" : "escalated";
        std::string body = R"({"bureau":")" + status.bureau + R"(","status":")";
        body.append(next).append("\"}");
        auto head = with_body(
            "PATCH /api/v1/disputes/" + status.dispute + "/status",
            askers_[asker],
            "application/json",
            body.size()
        );
        return {asker, std::move(head), std::move(body)};
    }
    return {};
}

Load::Request Load::uploading() {
    const auto asker = payers_[next_payer_++ % payers_.size()];
    auto body = documents_.next();
    auto head = with_body(
        "POST /api/v1/upload-credit-report", askers_[asker], "application/pdf", body.size()
    );
    return {asker, std::move(head), std::move(body)};
}

}  // namespace fairfile::synthetic
