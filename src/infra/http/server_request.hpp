// The Request that handlers see: views into the connection's buffers while one request is served.
#pragma once

#include "infra/http/described_request.hpp"
#include "infra/http/request_head.hpp"
#include "infra/http/request_ids.hpp"

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace fairfile::http {

/// What a connection knows of its other end; the same for all its requests.
struct Peer {
    std::string address;
    bool is_trusted_proxy = false;
    bool is_encrypted = false;
};

class ServerRequest final : public DescribedRequest {
  public:
    ServerRequest(const RequestHead& head, const Peer& peer) : head_(head), peer_(peer) {}

    /// For the next request on the connection. `client` is empty when it is the peer.
    void begin(RequestIds& ids, std::string client);

    Method method() const override { return method_; }
    std::string_view path() const override { return head_.path; }
    std::string_view query_string() const override { return head_.query; }
    std::string_view parameter(std::string_view name) const override;
    std::string_view header(std::string_view name) const override { return head_.field(name); }
    const std::string& body() const override { return body_; }
    const Principal* principal_if_any() const override {
        return principal_ ? &*principal_ : nullptr;
    }
    std::string_view request_id() const override { return request_id_; }
    std::string_view trace_parent() const override { return trace_parent_; }
    std::string_view remote_address() const override {
        return client_.empty() ? peer_.address : client_;
    }
    bool is_secure() const override;

    const RequestHead& head() const { return head_; }
    void set_route(Method method, std::vector<std::pair<std::string_view, std::string>> parameters);
    void set_principal(std::optional<Principal> principal) { principal_ = principal; }
    std::string& body_buffer() { return body_; }

  private:
    const RequestHead& head_;
    const Peer& peer_;
    Method method_ = Method::get;
    std::vector<std::pair<std::string_view, std::string>> parameters_ = {};
    std::optional<Principal> principal_ = {};
    std::string client_ = {};
    std::string body_ = {};
    std::string_view request_id_ = {};
    std::string_view trace_parent_ = {};
    std::array<char, request_id_size> own_request_id_ = {};
    std::array<char, trace_parent_size> own_trace_parent_ = {};
};

}  // namespace fairfile::http
