// One client connection: requests are read and answered in order, responses to pipelined requests
// go out together. At any time it is in one phase, and the sweep knows what that phase may cost.
//
//   handshake ─▶ idle ─▶ head ─▶ [body] ─▶ handling ─▶ sending ─▶ idle …
//                                              └─▶ events         └─▶ lingering ─▶ closed
#pragma once

#include "infra/http/admission.hpp"
#include "infra/http/chunked_body.hpp"
#include "infra/http/core.hpp"
#include "infra/http/request_head.hpp"
#include "infra/http/server_request.hpp"
#include "infra/http/wire.hpp"

#include <boost/asio/ip/address.hpp>

#include <string>
#include <vector>

namespace fairfile::http {

class Connection final : public Sweepable {
  public:
    Connection(std::shared_ptr<Core> core, Wire::Socket socket);
    ~Connection() override;
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    awaitable<void> run();

    void sweep(TimePoint now) override;
    void drain() override;
    void cut() override;

  private:
    friend class EventStream;
    enum class Phase { handshake, idle, head, body, handling, sending, events, lingering };
    enum class Body { complete, broken, too_large, too_slow, gone };

    void enter(Phase phase);
    std::chrono::milliseconds time_for(Phase phase) const;
    HeadState take_head();
    void wait_for_client();
    boost::asio::mutable_buffer free_space();
    bool may_stay();
    void refuse_head(HeadState state);
    awaitable<void> leave();
    awaitable<void> linger();

    // exchange.cpp: one request and its response
    awaitable<bool> exchange();
    awaitable<Admission::State> ask(Admission& admission, Admission::State state);
    awaitable<Response> answer(Admission& admission, Admission::State state);
    awaitable<bool> stream(Response response, Admission& admission);
    awaitable<void> watch_client();
    void put_named(Response& response, const LimitVerdict* limit);
    void put(const Response& response, std::string_view body, const LimitVerdict* limit);
    void record(const Response& response, std::string_view route);

    // connection_body.cpp: what comes after a head
    awaitable<Body> read_body(std::size_t bytes_max);
    awaitable<Body> read_sized(std::size_t bytes);
    awaitable<Body> read_chunked(std::size_t bytes_max);
    awaitable<std::size_t> receive(boost::asio::mutable_buffer into);
    awaitable<void> pass_over_body(unsigned status);
    void keep_tail();
    Body why_nothing_came() const;
    Response refuse_body(Body body);

    bool must_send_before(const RouteRow& row) const;
    bool must_send() const;
    /// True when everything went out at once; else send_rest() has to be awaited.
    bool send_now();
    /// False when the client has gone.
    awaitable<bool> send_rest();

    const std::shared_ptr<Core> core_;
    const ServerConfig& config_;
    const Admission::Rules rules_;
    Wire wire_;
    const boost::asio::ip::address peer_address_;
    const Peer peer_;
    Phase phase_ = Phase::idle;
    TimePoint deadline_ = {};
    Pace pace_ = {};

    std::vector<char> buffer_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    HeadReader reader_ = {};
    RequestHead head_ = {};
    ServerRequest request_;

    std::string tail_ = {};  // what came behind a chunked body
    std::string out_ = {};
    std::string_view body_out_ = {};  // a body too large to be copied into out_
    Wire::Buffers unsent_ = {};
    TimePoint began_ = {};
    std::uint64_t bytes_in_ = 0;
    std::uint64_t bytes_out_ = 0;
    bool has_timed_out_ = false;
    bool has_served_ = false;
    bool has_read_body_ = false;
    bool is_closing_ = false;
    bool is_gone_ = false;
    bool leaves_input_ = false;  // what the client still sends is read and thrown away
};

}  // namespace fairfile::http
