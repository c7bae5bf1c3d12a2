#include "features/audit/chain.hpp"

#include <algorithm>
#include <utility>

namespace fairfile::audit {

namespace {

/// int8send and timestamptz_send: big-endian.
void append_number(std::string& out, std::int64_t number) {
    const auto bits = static_cast<std::uint64_t>(number);
    for (int shift = 56; shift >= 0; shift -= 8) {
        out += static_cast<char>((bits >> static_cast<unsigned>(shift)) & 0xFFU);
    }
}

void append_id(std::string& out, const Uuid& id) {
    for (const auto byte : id.bytes) out += static_cast<char>(byte);
}

}  // namespace

Hash hash_of(const LogRow& row) {
    std::string text(crypto::view(row.previous_hash));
    append_number(text, row.seq);
    append_number(text, row.happened_at);
    append_id(text, row.actor);
    append_id(text, row.subject);
    text += crypto::view(row.details_digest);
    text += row.action + "|" + row.subject_type;
    return crypto::sha256(text);
}

Hash hash_of(const StatusRow& row) {
    std::string text(crypto::view(row.previous_hash));
    append_id(text, row.user);
    append_number(text, row.seq);
    append_id(text, row.dispute);
    append_number(text, row.changed_at);
    text += crypto::view(row.note_digest);
    text += row.words;
    return crypto::sha256(text);
}

std::string_view to_string(Damage damage) {
    switch (damage) {
        case Damage::changed:
            return "changed";
        case Damage::missing:
            return "missing";
        case Damage::unlinked:
            return "unlinked";
        case Damage::cut:
            return "cut";
        case Damage::rewritten:
            break;
    }
    return "rewritten";
}

ChainVerifier::ChainVerifier(std::string chain, std::vector<Anchor> anchors)
    : chain_(std::move(chain)), anchors_(std::move(anchors)) {}

void ChainVerifier::add(const Link& link) {
    if (link.seq != head_.seq + 1) report(head_.seq + 1, Damage::missing);
    if (link.previous_hash != head_.hash) report(link.seq, Damage::unlinked);
    if (link.stored_hash != link.computed_hash) report(link.seq, Damage::changed);
    for (const auto& anchor : anchors_) {
        if (anchor.seq == link.seq && anchor.hash != link.stored_hash) {
            report(link.seq, Damage::rewritten);
        }
    }
    head_ = {link.seq, link.stored_hash};
}

void ChainVerifier::finish() {
    const auto furthest = std::max_element(
        anchors_.begin(),
        anchors_.end(),
        [](const Anchor& left, const Anchor& right) { return left.seq < right.seq; }
    );
    if (furthest != anchors_.end() && furthest->seq > head_.seq) {
        report(head_.seq + 1, Damage::cut);
    }
}

void ChainVerifier::report(std::int64_t seq, Damage damage) {
    breaks_.push_back({chain_, seq, damage});
}

}  // namespace fairfile::audit
