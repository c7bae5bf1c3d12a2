// The arithmetic of the histories: an entry's hash, and what is wrong with a chain. Pure.
#pragma once

#include "base/ids.hpp"
#include "infra/crypto/digest.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fairfile::audit {

using Hash = crypto::Digest;

/// A row of audit_log. Times are PostgreSQL's: microseconds since 2000-01-01 UTC.
struct LogRow {
    std::int64_t seq = 0;
    std::int64_t happened_at = 0;
    Uuid actor = {};    // nil: none
    Uuid subject = {};  // nil: none
    std::string action = {};
    std::string subject_type = {};
    Hash details_digest = {};
    Hash previous_hash = {};
};

/// A row of dispute_status_history.
struct StatusRow {
    Uuid user = {};
    std::int64_t seq = 0;
    Uuid dispute = {};
    std::int64_t changed_at = 0;
    Hash note_digest = {};
    std::string words = {};  // bureau|old_status|new_status|changed_by|reinserted
    Hash previous_hash = {};
};

Hash hash_of(const LogRow& row);
Hash hash_of(const StatusRow& row);

enum class Damage : std::uint8_t {
    changed,    // the content does not fit its hash
    missing,    // a number is not there
    unlinked,   // does not follow from the entry before: inserted, replaced or reordered
    cut,        // ends before a head that was seen
    rewritten,  // another hash than the one that was seen
};

std::string_view to_string(Damage damage);

struct ChainBreak {
    std::string chain;  // "audit_log", or the person's id
    std::int64_t seq = 0;
    Damage damage = Damage::changed;
};

/// A head that was seen.
struct Anchor {
    std::int64_t seq = 0;
    Hash hash = {};
};

/// One entry as the chain sees it.
struct Link {
    std::int64_t seq = 0;
    Hash previous_hash = {};
    Hash stored_hash = {};
    Hash computed_hash = {};
};

/// Fed with a chain's links in the order of their numbers, from the first on.
class ChainVerifier {
  public:
    ChainVerifier(std::string chain, std::vector<Anchor> anchors);

    void add(const Link& link);
    /// Also when no link came: then every anchor is missing.
    void finish();

    const std::vector<ChainBreak>& breaks() const { return breaks_; }
    Anchor head() const { return head_; }

  private:
    void report(std::int64_t seq, Damage damage);

    std::string chain_;
    std::vector<Anchor> anchors_;
    std::vector<ChainBreak> breaks_;
    Anchor head_;
};

}  // namespace fairfile::audit
