// What people and attackers upload instead of a report: each row ends in its reason, within limits.
#include "infra/pdf/pdf.hpp"
#include "tests/support/small_pdf.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <random>
#include <sstream>

namespace fairfile::pdf {
namespace {

using fairfile::test::SmallPdf;

class TheReader : public testing::Test {
  protected:
    static Sandbox start() {
        auto started = Sandbox::start(cage_programs());
        if (!started) throw std::runtime_error(started.error().detail);
        return std::move(*started);
    }

    Result<PdfWords> read(std::string_view bytes) {
        const auto kind = admit(bytes);
        if (!kind) return kind.error();
        if (*kind != DocumentKind::pdf) return Error{Failure::invalid, to_string(*kind), ""};
        return words_of_pdf(sandbox_, std::make_shared<const SealedFile>(*SealedFile::make(bytes)));
    }

    Sandbox sandbox_ = start();
};

std::string fixture(const std::string& name) {
    std::ifstream file(FAIRFILE_SOURCE_FOLDER "/tests/fixtures/bad/" + name, std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    if (bytes.str().empty()) throw std::runtime_error("no fixture " + name);
    return bytes.str();
}

std::string repeated(std::string_view text, int times) {
    std::string all;
    for (int count = 0; count < times; ++count) all += text;
    return all;
}

const std::vector<test::TextAt> lines = {
    {72, 100, "Account name: ACME BANK"}, {72, 120, "Balance: $1,200 and more"}};

SmallPdf pages(int count) {
    SmallPdf pdf;
    for (int page = 0; page < count; ++page) pdf.add_page(lines);
    return pdf;
}

/// Each row builds its bytes only when its turn comes.
struct BadInput {
    const char* what;
    std::string (*bytes)();
    const char* code;
};

void PrintTo(const BadInput& input, std::ostream* out) {
    *out << input.what;
}

class BadInputs : public TheReader, public testing::WithParamInterface<BadInput> {};

TEST_P(BadInputs, AreRefusedWithTheirReason) {
    const auto words = read(GetParam().bytes());
    ASSERT_FALSE(words) << words->document.pages.size() << " pages";
    EXPECT_EQ(words.error().code, GetParam().code) << words.error().detail;
}

INSTANTIATE_TEST_SUITE_P(
    TheReader,
    BadInputs,
    testing::Values(
        BadInput{"zero bytes", [] { return std::string(); }, "document.malformed"},
        BadInput{
            "ten megabytes and one byte",
            [] { return "%PDF-1.4" + std::string(document_bytes_max - 7, '\n'); },
            "document.too_large"},
        BadInput{"a web page named .pdf", [] { return std::string("<html>no</html>"); }, "html"},
        BadInput{
            "a header and nothing", [] { return std::string("%PDF-1.7\n"); }, "document.malformed"},
        BadInput{
            "a header and noise",
            [] { return "%PDF-1.7\n" + repeated("\x01\xfe noise ", 10'000); },
            "document.malformed"},
        BadInput{"a password", [] { return fixture("password_needed.pdf"); }, "document.encrypted"},
        BadInput{
            "a password of 1996",
            [] { return fixture("password_needed_old.pdf"); },
            "document.encrypted"},
        BadInput{
            "cut before the first page",
            [] { return pages(3).bytes().substr(0, 120); },
            "document.malformed"},
        BadInput{"301 pages", [] { return pages(301).bytes(); }, "document.too_many_pages"},
        BadInput{"2,000 pages", [] { return pages(2000).bytes(); }, "document.too_many_pages"},
        BadInput{
            "unbalanced saves of the state by the million",
            [] { return SmallPdf().add_raw_page(repeated("q ", 2'000'000)).bytes(); },
            "document.memory"}
    )
);

TEST_F(TheReader, ReadsAPdfThatOnlyForbidsCopying) {
    const auto words = read(fixture("no_copying_allowed.pdf"));
    ASSERT_TRUE(words) << words.error().detail;
    EXPECT_EQ(words->document.pages.at(0).words.at(0).text, "Account");
}

TEST_F(TheReader, ReadsWhatIsLeftOfATruncatedFile) {
    const auto whole = pages(5).bytes();
    const auto words = read(std::string_view(whole).substr(0, whole.size() / 2));
    ASSERT_TRUE(words) << words.error().detail;
    EXPECT_TRUE(words->document.truncated);
    EXPECT_EQ(words->document.pages.at(0).words.at(0).text, "Account");
}

TEST_F(TheReader, DrawsThePagesOfATruncatedFile) {
    const auto whole = pages(5).bytes();
    const auto half = std::string_view(whole).substr(0, whole.size() / 2);
    const auto image =
        page_image(sandbox_, std::make_shared<const SealedFile>(*SealedFile::make(half)), {});
    ASSERT_TRUE(image) << image.error().detail;
    EXPECT_THAT(*image, testing::StartsWith("\x89PNG"));
}

TEST_F(TheReader, NeverCallsATruncatedFileWhole) {
    const auto whole = pages(3).bytes();
    for (std::size_t size = whole.size() - 8; size > 100; size -= whole.size() / 8) {
        const auto words = read(std::string_view(whole).substr(0, size));
        if (words) {
            EXPECT_TRUE(words->document.truncated) << size << " bytes";
        } else {
            EXPECT_EQ(words.error().code, "document.malformed") << size << " bytes";
        }
        if (size < whole.size() / 8) break;
    }
}

TEST_F(TheReader, StopsABombOfAGigabyteAtTheDeadline) {
    const auto document =
        std::make_shared<const SealedFile>(*SealedFile::make(fixture("flate_bomb.pdf")));
    const PdfLimits limits{.wall = std::chrono::milliseconds(300)};
    const auto words = words_of_pdf(sandbox_, document, limits);
    ASSERT_FALSE(words);
    EXPECT_EQ(words.error().code, "document.timeout");
}

TEST_F(TheReader, SurvivesDocumentsWithFlippedBytes) {
    std::mt19937 random(20'261'123);
    const auto whole = pages(2).bytes();
    for (int turn = 0; turn < 25; ++turn) {
        auto bytes = whole;
        for (int flip = 0; flip < 20; ++flip) {
            bytes[random() % bytes.size()] = static_cast<char>(random());
        }
        const auto words = read(bytes);
        if (words) continue;
        EXPECT_THAT(
            std::string(words.error().code),
            testing::AnyOf(
                testing::StartsWith("document."), testing::StrEq("text"), testing::StrEq("html")
            )
        );
    }
}

}  // namespace
}  // namespace fairfile::pdf
