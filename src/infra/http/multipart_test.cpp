#include "infra/http/multipart.hpp"

#include <gtest/gtest.h>

#include <random>

namespace fairfile::http {
namespace {

constexpr std::string_view type = "multipart/form-data; boundary=xyz";
constexpr std::string_view file_head =
    "Content-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n"
    "Content-Type: application/pdf\r\n\r\n";

std::string form(std::string_view inside) {
    return "--xyz\r\n" + std::string(inside) + "\r\n--xyz--\r\n";
}

TEST(Multipart, GivesTheFileWithItsNameAndType) {
    const auto body = form(std::string(file_head) + "%PDF\r\n--xy\r\n--xyq");
    const auto found = find_file_part(type, body);
    ASSERT_TRUE(found.has_value()) << found.error().detail;
    EXPECT_EQ(found->name, "file");
    EXPECT_EQ(found->filename, "a.pdf");
    EXPECT_EQ(found->content_type, "application/pdf");
    EXPECT_EQ(found->bytes, "%PDF\r\n--xy\r\n--xyq");
}

TEST(Multipart, GivesAnEmptyFile) {
    const auto with_line_end = form(file_head);
    const auto found = find_file_part(type, with_line_end);
    ASSERT_TRUE(found.has_value()) << found.error().detail;
    EXPECT_EQ(found->bytes, "");
    const auto without = "--xyz\r\n" + std::string(file_head) + "--xyz--";
    const auto empty = find_file_part(type, without);
    ASSERT_TRUE(empty.has_value()) << empty.error().detail;
    EXPECT_EQ(empty->bytes, "");
}

TEST(Multipart, PassesOverOtherFields) {
    const auto body = form(
        "content-disposition: form-data; name=note\r\n\r\nhello\r\n--xyz\r\n" +
        std::string(file_head) + "x\r\n--xyz\r\nContent-Disposition: form-data; name=\"z\"\r\n\r\n"
    );
    const auto found = find_file_part(type, body);
    ASSERT_TRUE(found.has_value()) << found.error().detail;
    EXPECT_EQ(found->bytes, "x");
}

TEST(Multipart, KeepsWhatTheFileIsCalled) {
    const auto body = form(
        "Content-Disposition: form-data; name=\"file\"; filename=\"C:\\dir\\a "
        "\\\"b\\\".pdf\"\r\n\r\nx"
    );
    const auto found = find_file_part(type, body);
    ASSERT_TRUE(found.has_value()) << found.error().detail;
    EXPECT_EQ(found->filename, "C:\\dir\\a \"b\".pdf");
}

struct BrokenForm {
    const char* why;
    std::string body;
};

TEST(Multipart, RefusesBrokenForms) {
    const std::string head(file_head);
    const BrokenForm rows[] = {
        {"empty", ""},
        {"preamble", "hello\r\n" + form(head + "x")},
        {"only the closing", "--xyz--\r\nand more"},
        {"not closed", "--xyz\r\n" + head + "x"},
        {"cut in the closing", "--xyz\r\n" + head + "x\r\n--xyz-"},
        {"another boundary", "--abc\r\n" + head + "x\r\n--abc--\r\n"},
        {"text after a delimiter", "--xyz \r\n" + head + "x\r\n--xyz--\r\n"},
        {"bare line feeds", "--xyz\nContent-Disposition: form-data; name=file\n\nx\n--xyz--\n"},
        {"bare line feed in a header",
         form("Content-Disposition: form-data;\n name=\"file\"\r\n\r\nx")},
        {"no headers", form("\r\nx")},
        {"no end of headers", form("Content-Disposition: form-data; name=\"file\"")},
        {"no name", form("Content-Disposition: form-data\r\n\r\nx")},
        {"no disposition", form("Content-Type: application/pdf\r\n\r\nx")},
        {"two dispositions", form("Content-Disposition: form-data; name=a\r\n" + head + "x")},
        {"two names", form("Content-Disposition: form-data; name=file; name=file\r\n\r\nx")},
        {"an attachment", form("Content-Disposition: attachment; name=\"file\"\r\n\r\nx")},
        {"open quote", form("Content-Disposition: form-data; name=\"file\r\n\r\nx")},
        {"folded header", form("Content-Disposition: form-data;\r\n name=\"file\"\r\n\r\nx")},
        {"base64", form("Content-Transfer-Encoding: base64\r\n" + head + "eA==")},
        {"NUL in a header", form(std::string("X: a\0b\r\n", 8) + head + "x")},
        {"huge headers", form("X: " + std::string(9000, 'a') + "\r\n" + head + "x")},
        {"epilogue", form(head + "x") + "more"},
    };
    for (const auto& row : rows) {
        const auto found = find_file_part(type, row.body);
        ASSERT_FALSE(found.has_value()) << row.why;
        EXPECT_EQ(found.error().code, "http.unreadable") << row.why;
    }
}

TEST(Multipart, WantsExactlyOneFile) {
    const std::string head(file_head);
    const auto none = form("Content-Disposition: form-data; name=\"other\"\r\n\r\nx");
    const auto two = form(head + "x\r\n--xyz\r\n" + head + "y");
    for (const auto& body : {none, two, std::string("--xyz--\r\n")}) {
        const auto found = find_file_part(type, body);
        ASSERT_FALSE(found.has_value());
        EXPECT_EQ(found.error().kind, Failure::invalid);
    }
}

TEST(Multipart, LimitsTheParts) {
    std::string fields;
    for (int index = 0; index < 17; ++index) {
        fields += "Content-Disposition: form-data; name=a\r\n\r\n1\r\n--xyz\r\n";
    }
    const auto found = find_file_part(type, form(fields + std::string(file_head) + "x"));
    ASSERT_FALSE(found.has_value());
    EXPECT_EQ(found.error().detail, "too many parts");
}

TEST(Multipart, LooksAtTheBoundary) {
    const auto longest = std::string(70, 'b');
    EXPECT_EQ(multipart_boundary("multipart/form-data; boundary=\"a b\""), "a b");
    EXPECT_EQ(multipart_boundary("Multipart/Form-Data; charset=x; Boundary=q"), "q");
    EXPECT_EQ(multipart_boundary("multipart/form-data; boundary=" + longest), longest);
    for (const auto& bad :
         {std::string("multipart/form-data"),
          std::string("multipart/mixed; boundary=q"),
          std::string("multipart/form-data; boundary="),
          std::string("multipart/form-data; boundary=\"\""),
          std::string("multipart/form-data; boundary=\"a \""),
          std::string("multipart/form-data; boundary=a; boundary=b"),
          std::string("multipart/form-data; boundary=\"a\r\nb\""),
          "multipart/form-data; boundary=b" + longest}) {
        EXPECT_FALSE(multipart_boundary(bad)) << bad;
    }
    EXPECT_EQ(find_file_part("application/pdf", "x").error().kind, Failure::unsupported);
}

TEST(Multipart, GivesBackAnyBytesThatDoNotHoldTheDelimiter) {
    std::mt19937 random(7);
    const std::string alphabet = "\r\n-xyz\"a";
    for (int round = 0; round < 2000; ++round) {
        std::string content;
        for (auto left = random() % 40; left > 0; --left) {
            content += alphabet[random() % alphabet.size()];
        }
        if (content.find("\r\n--xyz") != std::string::npos || content.starts_with("--xyz"))
            continue;
        const auto body = form(std::string(file_head) + content);
        const auto found = find_file_part(type, body);
        ASSERT_TRUE(found.has_value()) << found.error().detail;
        EXPECT_EQ(found->bytes, content);
    }
}

}  // namespace
}  // namespace fairfile::http
