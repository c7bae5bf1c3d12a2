#include "features/synthetic/rehearsal/people.hpp"

#include "base/text.hpp"
#include "features/synthetic/synthetic.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/crypto/encoding.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace fairfile::synthetic {

namespace {

namespace json = boost::json;

constexpr std::int64_t token_seconds = 12 * 3600;
constexpr int paid_every = 7;  // db/synthetic/people.sql
constexpr int status_ok = 200;

Error no_people(int status) {
    return Error{
        Failure::precondition,
        "synthetic.no_people",
        "The server does not know the people: fill its database with fairfile synth (same --seed), "
        "and give it FAIRFILE_EXTERNAL_ISSUER and the same FAIRFILE_EXTERNAL_HS256_SECRET.",
        "status " + std::to_string(status)};
}

std::string first_word(std::string_view text) {
    return to_lower(text.substr(0, text.find(' ')));
}

std::optional<ChangeableStatus> changeable(const json::object& dispute) {
    for (const auto& [bureau, state] : dispute.at("bureaus").as_object()) {
        if (!state.is_object()) continue;
        const auto& status = state.as_object().at("status");
        if (!status.is_string()) continue;
        const std::string_view word = status.as_string();
        if (word != "investigating" && word != "escalated" && word != "expired") continue;
        return ChangeableStatus{
            .dispute = std::string(dispute.at("id").as_string()),
            .bureau = std::string(bureau),
            .is_escalated = word != "investigating"};
    }
    return std::nullopt;
}

/// False when the answer is not a page of disputes with one at least.
bool read_disputes(const std::string& body, Asker& asker) {
    boost::system::error_code failed;
    const auto page = json::parse(body, failed);
    if (failed || !page.is_object() || !page.as_object().contains("items")) return false;
    const auto& items = page.as_object().at("items").as_array();
    if (items.empty()) return false;
    const auto& first = items.front().as_object();
    asker.dispute = first.at("id").as_string();
    if (first.at("creditor").is_string()) asker.word = first_word(first.at("creditor").as_string());
    for (const auto& item : items) {
        if (!asker.status) asker.status = changeable(item.as_object());
    }
    return true;
}

}  // namespace

std::string sign_token(const Secret& secret, std::uint64_t seed, int person, std::int64_t now) {
    const auto digits = fmt::format("{:016x}{:016x}", seed, person);
    const std::string_view hex = digits;
    const auto subject = fmt::format(
        "{}-{}-{}-{}-{}",
        hex.substr(0, 8),
        hex.substr(8, 4),
        hex.substr(12, 4),
        hex.substr(16, 4),
        hex.substr(20)
    );
    const auto claims = fmt::format(
        R"({{"sub":"{0}","iss":"{1}","aud":"authenticated","role":"authenticated",)"
        R"("email":"person{2}.{3}@example.org","iat":{4},"exp":{5}}})",
        subject,
        world_issuer,
        person,
        seed,
        now,
        now + token_seconds
    );
    const auto signed_part =
        crypto::to_base64url(R"({"alg":"HS256","typ":"JWT"})") + "." + crypto::to_base64url(claims);
    const auto mac = crypto::keyed_hash(secret, signed_part);
    return signed_part + "." + crypto::to_base64url(crypto::view(mac));
}

boost::asio::awaitable<Result<std::vector<Asker>>> find_askers(
    const RehearsalOrder& order, ClientConnection& connection, std::int64_t now
) {
    const int count = std::min(order.people_asked, order.phase.users);
    std::vector<Asker> all;
    for (int one = 0; one < count; ++one) {
        const int person =
            1 + static_cast<int>(std::int64_t{one} * order.phase.users / std::max(count, 1));
        Asker asker;
        asker.authorization =
            "Authorization: Bearer " + sign_token(order.secret, order.seed, person, now) + "\r\n";
        asker.paid = person % paid_every == 0;
        const std::string head =
            "GET /api/v1/disputes HTTP/1.1\r\nHost: rehearsal\r\n" + asker.authorization + "\r\n";
        auto answer = co_await connection.ask(head, {});
        if (!answer) co_return answer.error();
        if (answer->status != status_ok) co_return no_people(answer->status);
        if (!read_disputes(answer->body, asker)) co_return no_people(answer->status);
        all.push_back(std::move(asker));
    }
    co_return all;
}

}  // namespace fairfile::synthetic
