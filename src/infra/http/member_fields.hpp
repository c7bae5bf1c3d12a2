// The members of one input, however they were written, and the Fields that takes them.
#pragma once

#include "infra/http/http.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fairfile::http {

struct Member {
    enum class Kind { text, integer, number, truth, null, texts, other, query };

    std::string name;
    Kind kind = Kind::other;
    std::string text = {};  // of a text and of a query's value
    std::int64_t integer = 0;
    bool truth = false;
    bool too_big = false;  // an integer beyond 64 bits
    std::vector<std::string> texts = {};
    bool repeated = false;  // in a query; JSON refuses repeated names as a whole
    bool taken = false;
};

class MemberFields final : public Fields {
  public:
    explicit MemberFields(std::vector<Member>& members) : members_(members) {}

    void required(std::string_view name, std::string& into, const TextRule& rule) override;
    void optional(std::string_view name, std::optional<std::string>& into, const TextRule& rule)
        override;
    void required(std::string_view name, std::int64_t& into, std::int64_t min, std::int64_t max)
        override;
    void optional(
        std::string_view name, std::optional<std::int64_t>& into, std::int64_t min, std::int64_t max
    ) override;
    void optional(std::string_view name, std::optional<bool>& into) override;
    void required(std::string_view name, Uuid& into) override;
    void optional(std::string_view name, std::optional<Uuid>& into) override;
    void optional(std::string_view name, std::optional<PartialDate>& into) override;
    void optional(
        std::string_view name,
        std::vector<std::string>& into,
        std::size_t count_max,
        const TextRule& rule
    ) override;
    void refuse(std::string_view name, std::string_view problem) override;

    /// Refuses what was not described, and gives everything that is wrong; nullopt when nothing is.
    std::optional<Error> finish();

  private:
    Member* take(std::string_view name);
    template <class Value>
    void require(std::string_view name, Value& into, std::optional<Value> value);
    std::optional<std::string> text(std::string_view name, const TextRule& rule);
    std::optional<std::int64_t> integer(std::string_view name, std::int64_t min, std::int64_t max);

    std::vector<Member>& members_;
    std::vector<FieldError> wrong_;
};

/// What is wrong with the text; empty when nothing is.
std::string problem_with(std::string_view text, const TextRule& rule);

}  // namespace fairfile::http
