// PostgreSQL through libpq's pipeline mode, a few connections per core. A call is one round trip
// and one implicit transaction: the caller's identity is set local to it, then its statements run,
// then Sync. Calls of many users share a connection without seeing each other.
#pragma once

#include "base/ids.hpp"
#include "base/result.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fairfile::postgres {

using boost::asio::awaitable;

/// Slow statements (search, export, scans) have connections of their own, so that they delay
/// nobody. Writes wait for the disk and have more connections than reads.
enum class Lane : std::uint8_t { read, write, slow };

/// One SQL statement of a slice, a constant beside the function that runs it. The name is unique in
/// the program: it names the prepared statement and the metric.
struct Statement {
    std::string_view name;
    std::string_view sql;
    Lane lane = Lane::read;
    std::chrono::milliseconds timeout{5'000};
};

/// Values for $1, $2, … in PostgreSQL's text form. Cast in the SQL ($1::uuid) where it is not
/// plain.
class Parameters {
  public:
    Parameters& add(std::string_view text);
    Parameters& add(const char* text) { return add(std::string_view(text)); }
    Parameters& add(const Uuid& id);
    template <class Noun>
    Parameters& add(const Id<Noun>& id) {
        return add(id.value);
    }
    Parameters& add(std::int64_t number);
    Parameters& add(int number) { return add(std::int64_t{number}); }
    Parameters& add(double number);
    Parameters& add(bool truth);
    Parameters& add_null();
    /// bytea, sent in binary.
    Parameters& add_bytes(std::string_view bytes);
    template <class T>
    Parameters& add(const std::optional<T>& maybe) {
        return maybe ? add(*maybe) : add_null();
    }

    std::size_t size() const { return entries_.size(); }

  private:
    friend class ConnectionAccess;
    struct Entry {
        std::size_t offset = 0;
        std::size_t length = 0;
        bool is_null = false;
        bool is_binary = false;
    };
    std::string storage_;
    std::vector<Entry> entries_;
};

/// The rows of one statement. Text views live as long as the Rows.
class Rows {
  public:
    Rows() = default;

    std::size_t size() const;
    bool empty() const { return size() == 0; }
    std::size_t columns() const;
    bool is_null(std::size_t row, std::size_t column) const;
    std::string_view text(std::size_t row, std::size_t column) const;
    std::optional<std::string> maybe_text(std::size_t row, std::size_t column) const;
    std::int64_t integer(std::size_t row, std::size_t column) const;
    std::optional<std::int64_t> maybe_integer(std::size_t row, std::size_t column) const;
    bool truth(std::size_t row, std::size_t column) const;
    Uuid uuid(std::size_t row, std::size_t column) const;
    /// A bytea column, decoded.
    std::string bytes(std::size_t row, std::size_t column) const;
    /// How many rows an INSERT, UPDATE or DELETE touched.
    std::size_t affected() const;

    /// Takes ownership of a PGresult; for the client and its tests.
    explicit Rows(void* result);

  private:
    std::shared_ptr<void> result_;  // shared: Rows are values and are copied into closures
};

/// On whose behalf a call runs: the database role it takes and the claims that row security reads,
/// both set local to the call's transaction (set_config('role', …, true) and
/// set_config('request.jwt.claims', …, true)). Roles: db/migrations/0001_roles.sql.
class Identity {
  public:
    /// The login role itself, without claims: the worker's queue statements.
    static Identity nobody() { return Identity{}; }
    /// A person's own request: role authenticated.
    static Identity user(UserId user);
    /// A job done for one person, in that person's context: role fairfile_job.
    static Identity job(UserId user);
    /// Before a person is known (sign-in, tokens, limits): role fairfile_gate, no claims.
    static Identity gate();
    /// An operator's audited look at everybody's rows: role fairfile_operator, the operator's
    /// claims.
    static Identity operator_(UserId operator_user);

    bool is_nobody() const { return role_.empty(); }
    std::string_view role() const { return role_; }
    /// JSON for request.jwt.claims; may be empty.
    const std::string& claims() const { return claims_; }

  private:
    std::string_view role_;
    std::string claims_;
};

struct Call {
    const Statement* statement = nullptr;
    Parameters parameters = {};
};

/// Errors: kind `conflict`, code "postgres.unique_violation" / "postgres.foreign_key_violation" /
/// "postgres.check_violation" / "postgres.exclusion_violation", `detail` the constraint's name;
/// `unavailable` with "postgres.unavailable" (no connection; outcome of a write unknown),
/// "postgres.overloaded" (queue cap) or "postgres.timeout"; `invalid` with "postgres.rejected" for
/// RAISE EXCEPTION (`detail` its message); `storage_full` "postgres.disk_full"; all else `bug`.
class Database {
  public:
    virtual ~Database() = default;

    virtual awaitable<Result<Rows>> run(
        Identity identity, const Statement& statement, Parameters parameters
    ) = 0;
    /// All in one round trip and one transaction: the first failure undoes the rest.
    virtual awaitable<Result<std::vector<Rows>>> run_all(
        Identity identity, std::vector<Call> calls
    ) = 0;
    /// False while no connection of this core is up.
    virtual bool is_ready() const = 0;
};

}  // namespace fairfile::postgres
