#include "infra/pdf/pdf.hpp"

#include <gtest/gtest.h>

namespace fairfile::pdf {
namespace {

using namespace std::string_literals;

struct Sample {
    const char* what;
    std::string bytes;
    const char* kind;
};

void PrintTo(const Sample& sample, std::ostream* out) {
    *out << sample.what;
}

class ADocument : public testing::TestWithParam<Sample> {};

TEST_P(ADocument, IsKnownByItsContent) {
    const auto kind = admit(GetParam().bytes);
    EXPECT_EQ(kind ? to_string(*kind) : kind.error().code, GetParam().kind);
}

INSTANTIATE_TEST_SUITE_P(
    Kinds,
    ADocument,
    testing::Values(
        Sample{"pdf", "%PDF-1.7\n...", "pdf"},
        Sample{"pdf after a line of mail", "From a@b\n\n%PDF-1.4\n", "pdf"},
        Sample{"png", "\x89PNG\r\n\x1a\n....", "png"},
        Sample{"jpeg", "\xff\xd8\xff\xe0....", "jpeg"},
        Sample{"little-endian tiff", "II*\0...."s, "tiff"},
        Sample{"big-endian tiff", "MM\0*...."s, "tiff"},
        Sample{"html", "\r\n<!DOCTYPE html><p>%PDF-1.4", "html"},
        Sample{"html with a mark", "\xef\xbb\xbf<HTML><body>", "html"},
        Sample{"xhtml", "<?xml version=\"1.0\"?><html xmlns=\"x\">", "html"},
        Sample{"xml", "<?xml version=\"1.0\"?><REPORT/>", "xml"},
        Sample{"json", "  {\"a\": 1}", "json"},
        Sample{"json list", "[1]", "json"},
        Sample{"metro 2", "0426HEADER  and more", "metro2"},
        Sample{"packed metro 2", "\0\x05\0\0\x01\xaa\0\0HEADER"s, "metro2"},
        Sample{"text", "Account name: ACME\nBalance: $5\n", "text"},
        Sample{"text of an old code page", "Credit report for Jos\xe9 and more words", "text"},
        Sample{"zip", "PK\x03\x04\x14\0\0\0\x08\0"s, "document.unsupported_type"},
        Sample{"gif", "GIF89a\x01\0\x01\0\x80"s, "document.unsupported_type"},
        Sample{
            "program",
            "\x7f"
            "ELF\x02\x01\x01\0"s,
            "document.unsupported_type"},
        Sample{"blanks", "   \n\n  ", "document.unsupported_type"},
        Sample{"nothing", "", "document.malformed"},
        Sample{"ten megabytes", "%PDF-1.4" + std::string(document_bytes_max - 8, ' '), "pdf"},
        Sample{
            "ten megabytes and one byte",
            "%PDF-1.4" + std::string(document_bytes_max - 7, ' '),
            "document.too_large"}
    )
);

TEST(AReason, IsWhatFollowsDocumentInTheCode) {
    EXPECT_EQ(reason_of(admit("").error()), "malformed");
    EXPECT_EQ(reason_of(Error{Failure::unavailable, "sandbox.unavailable", ""}), "");
}

}  // namespace
}  // namespace fairfile::pdf
