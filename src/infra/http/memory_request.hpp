// A request made of plain values: for calling a handler without a network.
#pragma once

#include "base/text.hpp"
#include "infra/http/described_request.hpp"

#include <string>
#include <utility>
#include <vector>

namespace fairfile::http {

/// What it says of itself, as members to be set.
struct RequestValues {
    Method method = Method::get;
    std::string path = "/";
    std::string query = {};
    std::vector<std::pair<std::string, std::string>> parameters = {};
    std::vector<std::pair<std::string, std::string>> headers = {};
    std::string body = {};
    std::optional<Principal> principal = {};
    std::string remote_address = "127.0.0.1";
};

class MemoryRequest final : public DescribedRequest {
  public:
    explicit MemoryRequest(RequestValues values) : values_(std::move(values)) {}

    Method method() const override { return values_.method; }
    std::string_view path() const override { return values_.path; }
    std::string_view query_string() const override { return values_.query; }
    std::string_view parameter(std::string_view name) const override {
        for (const auto& [known, value] : values_.parameters) {
            if (known == name) return value;
        }
        return {};
    }
    std::string_view header(std::string_view name) const override {
        for (const auto& [known, value] : values_.headers) {
            if (equal_ignoring_case(known, name)) return value;
        }
        return {};
    }
    const std::string& body() const override { return values_.body; }
    const Principal* principal_if_any() const override {
        return values_.principal ? &*values_.principal : nullptr;
    }
    std::string_view request_id() const override { return "0000000000000001"; }
    std::string_view trace_parent() const override {
        return "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    }
    std::string_view remote_address() const override { return values_.remote_address; }
    bool is_secure() const override { return false; }

  private:
    RequestValues values_;
};

}  // namespace fairfile::http
