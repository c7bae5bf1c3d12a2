// What a slice needs to answer HTTP: requests, declarative input, responses, problem documents and
// route tables whose rows carry their protection. The transport (Beast) stays behind this header.
#pragma once

#include "base/dates.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace fairfile::http {

using boost::asio::awaitable;

enum class Method : std::uint8_t { get, post, put, patch, delete_ };

/// Whether asking twice would make two things.
enum class Creates : std::uint8_t { nothing, something };

/// Who may call a route.
enum class Access : std::uint8_t { everyone, signed_in, operators };

/// Which request limit a route counts against.
enum class Limit : std::uint8_t { none, read, write, login, upload };

/// `operator_unproven`: an operator whose session has not seen the second factor; a user's rights.
enum class Role : std::uint8_t { user, paid_user, operator_, operator_unproven };

/// Who is asking. It comes from the token or the cookie alone, never from a parameter.
struct Principal {
    UserId user;
    SessionId session;
    Role role = Role::user;
};

/// What a text field must look like; checked in this order, every field before any is used.
struct TextRule {
    std::size_t length_min = 0;
    std::size_t length_max = 1000;  // UTF-8 bytes
    bool email = false;
    std::span<const std::string_view> one_of = {};
};

/// Reads the members of one JSON object (or of a query string) into variables and collects what is
/// wrong with each. Members that were not described are refused.
class Fields {
  public:
    virtual ~Fields() = default;

    virtual void required(std::string_view name, std::string& into, const TextRule& rule) = 0;
    virtual void optional(
        std::string_view name, std::optional<std::string>& into, const TextRule& rule
    ) = 0;
    virtual void required(
        std::string_view name, std::int64_t& into, std::int64_t min, std::int64_t max
    ) = 0;
    virtual void optional(
        std::string_view name, std::optional<std::int64_t>& into, std::int64_t min, std::int64_t max
    ) = 0;
    virtual void optional(std::string_view name, std::optional<bool>& into) = 0;
    virtual void required(std::string_view name, Uuid& into) = 0;
    virtual void optional(std::string_view name, std::optional<Uuid>& into) = 0;
    virtual void optional(std::string_view name, std::optional<PartialDate>& into) = 0;
    virtual void optional(
        std::string_view name,
        std::vector<std::string>& into,
        std::size_t count_max,
        const TextRule& rule
    ) = 0;
    /// For a rule that spans fields or is the slice's own.
    virtual void refuse(std::string_view name, std::string_view problem) = 0;
};

class Request {
  public:
    virtual ~Request() = default;

    virtual Method method() const = 0;
    /// The path without its query, as sent.
    virtual std::string_view path() const = 0;
    virtual std::string_view query_string() const = 0;
    /// The value of `{name}` in the route's path, percent-decoded.
    virtual std::string_view parameter(std::string_view name) const = 0;
    /// Empty when the header was not sent. Names are compared without case.
    virtual std::string_view header(std::string_view name) const = 0;
    virtual std::string_view cookie(std::string_view name) const = 0;
    virtual const std::string& body() const = 0;
    /// Only on routes that are not open to everyone; on those, nobody may be signed in.
    virtual const Principal& principal() const = 0;
    virtual const Principal* principal_if_any() const = 0;
    virtual std::string_view request_id() const = 0;
    virtual std::string_view trace_parent() const = 0;
    /// The client's address, through trusted proxies only.
    virtual std::string_view remote_address() const = 0;
    virtual bool is_secure() const = 0;

    /// The claim under which a request with an Idempotency-Key runs; the effect notes it.
    const std::optional<Uuid>& repeat() const { return repeat_; }
    void claim_repeat(const std::optional<Uuid>& claim) { repeat_ = claim; }

    /// `Input` has `void describe(http::Fields&)`. 400 when the body is not JSON, 415 when it says
    /// it is something else, 422 naming every field.
    template <class Input>
    Result<Input> json() const {
        Input input;
        auto describe = [&input](Fields& fields) { input.describe(fields); };
        if (auto wrong = read_json(describe)) return std::move(*wrong);
        return input;
    }

    /// The same for the query string; repeated and unknown names are refused.
    template <class Input>
    Result<Input> query() const {
        Input input;
        auto describe = [&input](Fields& fields) { input.describe(fields); };
        if (auto wrong = read_query(describe)) return std::move(*wrong);
        return input;
    }

    template <class Noun>
    Result<Id<Noun>> id_parameter(std::string_view name) const {
        if (auto id = Id<Noun>::parse(parameter(name))) return *id;
        return Error{Failure::missing, "http.not_found", "There is nothing at this address."};
    }

  protected:
    using Describe = std::function<void(Fields&)>;
    virtual std::optional<Error> read_json(const Describe& describe) const = 0;
    virtual std::optional<Error> read_query(const Describe& describe) const = 0;

  private:
    std::optional<Uuid> repeat_ = {};
};

/// Where a stream of server-sent events is written. `send` is false when the client has gone.
class EventSink {
  public:
    virtual ~EventSink() = default;
    virtual awaitable<bool> send(std::string event, std::string data) = 0;
    /// A comment line that keeps intermediaries from closing the stream.
    virtual awaitable<bool> keep_alive() = 0;
};

struct Response {
    unsigned status = 200;
    std::string content_type = "application/json";
    std::string body = {};
    std::vector<std::pair<std::string, std::string>> headers = {};
    /// When set, the response is a text/event-stream and this writes it; `body` is not used.
    std::function<awaitable<void>(EventSink&)> events = {};
    /// Of a problem: its code and its detail, for the log. Neither header nor body of the answer.
    std::string_view failure_code = {};
    std::string failure_detail = {};
};

Response ok(std::string json);
Response created(std::string location, std::string json);
Response accepted(std::string location, std::string json);
Response no_content();
Response redirect(std::string location);

/// RFC 9457. The one place where a Failure becomes a status.
Response problem(const Error& error);
unsigned status_of(Failure kind);

template <class Slice>
using Handler = awaitable<Response> (*)(Request&, Slice&);

constexpr std::size_t body_usual = 65'536;

/// `{name}` in a path is one segment, `{name}.pdf` one with this ending. Paths are compared
/// exactly; no trailing slash.
template <class Slice>
struct Route {
    Method method = Method::get;
    std::string_view path;
    Handler<Slice> handler;
    Access access = Access::operators;
    Limit limit = Limit::write;
    /// Largest body in bytes. Uploads name their own.
    std::size_t body_max = body_usual;
    /// A POST that creates: it may carry an Idempotency-Key.
    Creates creates = Creates::nothing;
};

/// A row as the transport and the tests that walk all rows see it.
struct RouteRow {
    Method method;
    std::string_view path;
    Access access;
    Limit limit;
    std::size_t body_max;
    std::function<awaitable<Response>(Request&)> handle;
    Creates creates = Creates::nothing;
};

/// Finds the row for a method and a path. Exact paths win over `{name}`, `{name}.pdf` over
/// `{name}`. Two rows for the same method and path are a bug and throw when they are added.
class Router {
  public:
    Router();
    ~Router();
    Router(Router&&) noexcept;
    Router& operator=(Router&&) noexcept;

    template <class Slice, std::size_t count>
    void add(const Route<Slice> (&routes)[count], Slice& slice) {
        for (const auto& route : routes) {
            auto handle = [handler = route.handler, &slice](Request& request) {
                return handler(request, slice);
            };
            add_row(
                {route.method,
                 route.path,
                 route.access,
                 route.limit,
                 route.body_max,
                 std::move(handle),
                 route.creates}
            );
        }
    }

    void add_row(RouteRow row);
    /// From now on `once` answers the rows that create; it calls the row it is given, which lives
    /// as long as the router.
    using Once = std::function<awaitable<Response>(Request&, const RouteRow&)>;
    void answer_once(const Once& once);
    const std::vector<RouteRow>& rows() const { return rows_; }

    struct Match {
        const RouteRow* row = nullptr;
        std::vector<std::pair<std::string_view, std::string>> parameters = {};
        /// Methods that the path does have, for 405 and Allow; empty when the path is unknown.
        std::vector<Method> allowed = {};
    };
    Match find(Method method, std::string_view path) const;

  private:
    struct Node;
    struct Search;

    void place(std::size_t row);

    std::vector<RouteRow> rows_;
    std::vector<std::unique_ptr<const RouteRow>> creating_;  // as they were before answer_once
    std::unique_ptr<Node> root_;
    std::unordered_map<std::string_view, const Node*> exact_;
};

std::string_view to_string(Method method);

}  // namespace fairfile::http
