#include "infra/http/input.hpp"

#include "infra/http/memory_request.hpp"

#include <gtest/gtest.h>

#include <array>
#include <limits>

namespace fairfile::http {
namespace {

constexpr std::array<std::string_view, 2> bureaus = {"Experian", "Equifax"};

struct Everything {
    std::string name;
    std::optional<std::string> email;
    std::optional<std::string> bureau;
    std::int64_t page = 0;
    std::optional<std::int64_t> count;
    std::optional<bool> negative;
    std::optional<Uuid> report;
    std::optional<PartialDate> day;
    std::vector<std::string> tags;

    void describe(Fields& fields) {
        fields.required("name", name, {.length_min = 1, .length_max = 8});
        fields.optional("email", email, {.email = true});
        fields.optional("bureau", bureau, {.one_of = bureaus});
        fields.required("page", page, 1, 100);
        fields.optional("count", count, -5, std::numeric_limits<std::int64_t>::max());
        fields.optional("negative", negative);
        fields.optional("report", report);
        fields.optional("day", day);
        fields.optional("tags", tags, 2, {.length_min = 1, .length_max = 3});
    }
};

Result<Everything> from_json(std::string body, std::string content_type = "application/json") {
    RequestValues values{.method = Method::post, .body = std::move(body)};
    if (!content_type.empty()) values.headers.emplace_back("Content-Type", content_type);
    return MemoryRequest(std::move(values)).json<Everything>();
}

Result<Everything> from_query(std::string query) {
    return MemoryRequest({.query = std::move(query)}).query<Everything>();
}

std::string fields_of(const Result<Everything>& result) {
    std::string all;
    if (result.has_value()) return all;
    for (const auto& field : result.error().fields)
        all += field.field + ": " + field.problem + "; ";
    return all;
}

TEST(JsonInput, FillsEveryDescribedField) {
    const auto input = from_json(
        R"({"name":"Ann","email":"a@b.example","bureau":"Equifax","page":7,"count":-5,)"
        R"("negative":true,"report":"0190a1b2-c3d4-7fff-bfff-ffffffffffff","day":"2025-01",)"
        R"("tags":["a","bc"]} )"
    );
    ASSERT_TRUE(input.has_value()) << fields_of(input);
    EXPECT_EQ(input->name, "Ann");
    EXPECT_EQ(input->email, "a@b.example");
    EXPECT_EQ(input->bureau, "Equifax");
    EXPECT_EQ(input->page, 7);
    EXPECT_EQ(input->count, -5);
    EXPECT_EQ(input->negative, true);
    EXPECT_EQ(to_string(*input->report), "0190a1b2-c3d4-7fff-bfff-ffffffffffff");
    EXPECT_EQ(to_string(*input->day), "2025-01");
    EXPECT_EQ(input->tags, (std::vector<std::string>{"a", "bc"}));
}

TEST(JsonInput, TakesNullAndAbsenceOfAnOptionalFieldAsTheSame) {
    const auto input = from_json(R"({"name":"Ann","page":1,"email":null,"tags":null})");
    ASSERT_TRUE(input.has_value()) << fields_of(input);
    EXPECT_FALSE(input->email);
    EXPECT_TRUE(input->tags.empty());
}

TEST(JsonInput, NamesEveryWrongFieldAtOnce) {
    const auto input = from_json(
        R"({"name":"","email":"nobody","bureau":"Innovis","page":101,"negative":"yes","more":{}})"
    );
    ASSERT_FALSE(input.has_value());
    EXPECT_EQ(input.error().kind, Failure::invalid);
    EXPECT_EQ(
        fields_of(input),
        "name: must not be empty; email: must be an e-mail address; "
        "bureau: must be one of Experian, Equifax; page: must be from 1 to 100; "
        "negative: must be true or false; more: is not known here; "
    );
}

struct WrongValue {
    const char* member;
    const char* expected;
};

TEST(JsonInput, SaysWhatIsWrongWithAValue) {
    const WrongValue rows[] = {
        {R"("page":1.0)", "page: must be a whole number; "},
        {R"("page":1e1)", "page: must be a whole number; "},
        {R"("page":"1")", "page: must be a whole number; "},
        {R"("page":true)", "page: must be a whole number; "},
        {R"("page":null)", "page: is required; "},
        {R"("page":[1])", "page: must be a whole number; "},
        {R"("page":18446744073709551615)", "page: must be from 1 to 100; "},
        {R"("page":1,"count":18446744073709551615)",
         "count: must be from -5 to 9223372036854775807; "},
        {R"("page":1,"count":-6)", "count: must be from -5 to 9223372036854775807; "},
        {R"("page":1,"email":7)", "email: must be text; "},
        {R"("page":1,"email":"a\u0000@b.example")", "email: must not have a NUL character; "},
        {R"("page":1,"email":"a b@c.example")", "email: must be an e-mail address; "},
        {R"("page":1,"email":"a@b@c.example")", "email: must be an e-mail address; "},
        {R"("page":1,"email":"a@b")", "email: must be an e-mail address; "},
        {R"("page":1,"report":"17")", "report: must be an id; "},
        {R"("page":1,"report":17)", "report: must be an id; "},
        {R"("page":1,"day":"2025-02-30")", "day: must be a date: YYYY-MM-DD, YYYY-MM or YYYY; "},
        {R"("page":1,"tags":"a")", "tags: must be a list of texts; "},
        {R"("page":1,"tags":["a",1])", "tags: must be a list of texts; "},
        {R"("page":1,"tags":["a",["b"]])", "tags: must be a list of texts; "},
        {R"("page":1,"tags":["a",null])", "tags: must be a list of texts; "},
        {R"("page":1,"tags":["a",{"b":"c"}])", "tags: must be a list of texts; "},
        {R"("page":1,"tags":["a","b","c"])", "tags: must have at most 2 entries; "},
        {R"("page":1,"tags":["long"])", "tags: has an entry that must have at most 3 bytes; "},
        {R"("page":1,"Page":2)", "Page: is not known here; "},
    };
    for (const auto& row : rows) {
        const auto input = from_json(R"({"name":"Ann",)" + std::string(row.member) + "}");
        EXPECT_EQ(fields_of(input), row.expected) << row.member;
    }
}

TEST(JsonInput, RefusesWhatIsNotOneJsonText) {
    const std::string deep(40, '[');
    const std::string bodies[] = {
        "",
        " ",
        "{",
        "nul",
        R"({"name":"Ann","page":1} x)",
        R"({"name":"Ann","page":1}{})",
        R"({"name":"Ann","page":1,})",
        R"({'name':"Ann"})",
        R"({"name":"Ann","name":"Bob","page":1})",
        R"({"name":"Ann","n\u0061me":"Bob","page":1})",
        R"({"x":{"a":1,"a":2}})",
        "{\"name\":\"\xff\xfe\",\"page\":1}",
        "{\"name\":\"\xed\xa0\x80\",\"page\":1}",
        R"({"name":"\ud800","page":1})",
        "{\"name\":\"a\nb\",\"page\":1}",
        R"({"page":01})",
        R"({"page":NaN})",
        R"({/* no */"page":1})",
        "\xef\xbb\xbf{}",
        R"({"x":)" + deep,
        R"({"x":)" + deep + std::string(40, ']') + "}",
        std::string("{}\0", 3),
    };
    for (const auto& body : bodies) {
        const auto input = from_json(body);
        ASSERT_FALSE(input.has_value()) << body;
        EXPECT_EQ(input.error().code, "http.unreadable") << body;
    }
}

TEST(JsonInput, RefusesJsonThatIsNoObject) {
    for (const auto* body : {"[]", "1", "\"x\"", "null", R"([{"name":"Ann","page":1}])"}) {
        const auto input = from_json(body);
        ASSERT_FALSE(input.has_value()) << body;
        EXPECT_EQ(input.error().kind, Failure::invalid) << body;
    }
}

TEST(JsonInput, LooksAtTheContentType) {
    const std::string body = R"({"name":"Ann","page":1})";
    for (const auto* type :
         {"",
          "application/json",
          "Application/JSON; charset=UTF-8",
          "application/merge-patch+json",
          "application/json;charset=\"utf-8\""}) {
        EXPECT_TRUE(from_json(body, type).has_value()) << type;
    }
    for (const auto* type :
         {"text/plain",
          "application/x-www-form-urlencoded",
          "application/json; charset=latin-1",
          "application/jsonp",
          "multipart/form-data; boundary=x"}) {
        const auto input = from_json(body, type);
        ASSERT_FALSE(input.has_value()) << type;
        EXPECT_EQ(input.error().kind, Failure::unsupported) << type;
    }
}

TEST(QueryInput, FillsFieldsFromText) {
    const auto input = from_query(
        "name=J%C3%B6rg+A&page=12&count=-3&negative=false&tags=a,bc&day=2024&&email=a%2Bb@c.example"
    );
    ASSERT_TRUE(input.has_value()) << fields_of(input);
    EXPECT_EQ(input->name, "J\xc3\xb6rg A");
    EXPECT_EQ(input->page, 12);
    EXPECT_EQ(input->count, -3);
    EXPECT_EQ(input->negative, false);
    EXPECT_EQ(input->tags.size(), 2U);
    EXPECT_EQ(input->email, "a+b@c.example");
}

TEST(QueryInput, NamesEveryWrongFieldAtOnce) {
    EXPECT_EQ(
        fields_of(from_query("page=1&page=2&name=%ff&negative=1&other=1")),
        "name: must be UTF-8; page: must be given once; negative: must be true or false; "
        "other: is not known here; "
    );
    for (const auto* page : {"", "%201", "+1", "1.0", "0x1", "99999999999999999999"}) {
        EXPECT_EQ(
            fields_of(from_query("name=a&page=" + std::string(page))),
            "page: must be a whole number; "
        ) << page;
    }
}

TEST(QueryInput, RefusesBrokenEscapesAndFloods) {
    std::string flood = "name=a";
    for (int index = 0; index < 100; ++index) flood += "&x" + std::to_string(index) + "=1";
    for (const auto& query : {std::string("name=%4"), std::string("%zz=1"), flood}) {
        const auto input = from_query(query);
        ASSERT_FALSE(input.has_value()) << query;
        EXPECT_EQ(input.error().kind, Failure::unreadable) << query;
    }
}

TEST(MemoryRequest, ReadsCookiesAndIds) {
    const MemoryRequest request({
        .parameters = {{"id", "0190a1b2-c3d4-7fff-bfff-ffffffffffff"}, {"other", "7"}},
        .headers = {{"Cookie", "a=1; session=\"x=y\";b=2"}},
    });
    EXPECT_EQ(request.cookie("session"), "x=y");
    EXPECT_EQ(request.cookie("b"), "2");
    EXPECT_EQ(request.cookie("c"), "");
    EXPECT_TRUE(request.id_parameter<struct ReportNoun>("id").has_value());
    EXPECT_EQ(request.id_parameter<struct ReportNoun>("other").error().kind, Failure::missing);
    EXPECT_THROW(request.principal(), std::logic_error);
}

}  // namespace
}  // namespace fairfile::http
