#include "infra/ocr/ocr.hpp"

#include "tests/support/small_pdf.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace fairfile::ocr {
namespace {

using fairfile::test::SmallPdf;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::StartsWith;

const std::vector<std::string> expected_words = {
    "Account", "name:", "Chase", "Bank", "Balance:", "$1,200", "Payment", "history", "opened"};

std::vector<test::TextAt> lines() {
    return {
        {72, 100, "Account name: Chase Bank of the eight quickly jumping plants", 14},
        {72, 130, "Balance: $1,200 and the limit of this account is high", 14},
        {72, 160, "Payment history of the past twelve months is shown below", 14},
        {72, 190, "The account was opened by both holders in the spring", 14},
        {72, 220, "Please check the dates, the balance and the holder", 14},
    };
}

std::shared_ptr<const SealedFile> sealed(std::string_view bytes) {
    return std::make_shared<const SealedFile>(*SealedFile::make(bytes));
}

class APicture : public testing::Test {
  protected:
    static Sandbox start() {
        auto programs = cage_programs(FAIRFILE_TEST_PROGRAMS "/infra.ocr.reader");
        programs.push_back({"pdftoppm", "/usr/bin/pdftoppm", {"/etc/fonts", "/usr/share/fonts"}});
        auto started = Sandbox::start(std::move(programs));
        if (!started) throw std::runtime_error(started.error().detail);
        return std::move(*started);
    }

    std::string picture(const SmallPdf& pdf, const char* format = "-png", const char* dpi = "150") {
        sandbox::SandboxRequest request{"pdftoppm"};
        request.arguments = {
            format, "-singlefile", "-r", dpi, "-gray", std::string(sandbox::input_path)};
        request.input = sealed(pdf.bytes());
        auto outcome = sandbox_.run(request);
        if (!outcome || outcome->output.empty()) throw std::runtime_error("no picture");
        return std::move(outcome->output);
    }

    PageOfWords read(const SmallPdf& pdf) {
        auto page = words_of_page(
            sandbox_, sealed(picture(pdf)), {.number = 3, .width = 612, .height = 792}, patient_
        );
        if (!page) throw std::runtime_error(page.error().detail);
        return std::move(*page);
    }

    // The machine that runs the tests may be busy; deadlines have a test of their own.
    const OcrLimits patient_{
        .page_wall = std::chrono::seconds(50), .document_wall = std::chrono::seconds(55)};
    Sandbox sandbox_ = start();
};

std::vector<std::string> texts(const PageOfWords& page) {
    std::vector<std::string> found;
    for (const auto& word : page.words) found.push_back(word.text);
    return found;
}

TEST_F(APicture, GivesItsWordsWithBoxesInPointsAndConfidence) {
    const auto page = read(SmallPdf().add_page(lines()));
    EXPECT_EQ(page.number, 3);
    EXPECT_EQ(page.method, ReadingMethod::ocr);
    EXPECT_EQ(page.width, 612);
    ASSERT_THAT(texts(page), IsSupersetOf(expected_words));
    const auto& first = page.words[0];
    EXPECT_EQ(first.text, "Account");
    EXPECT_NEAR(first.box.left, 72, 3);
    EXPECT_NEAR(first.box.bottom, 100, 3);
    EXPECT_GT(first.confidence, 0.7);
    EXPECT_LE(first.confidence, 1);
}

class ATurnedPicture : public APicture, public testing::WithParamInterface<int> {};

TEST_P(ATurnedPicture, IsReadUpright) {
    const auto page = read(SmallPdf().turn(GetParam()).add_page(lines()));
    EXPECT_THAT(texts(page), IsSupersetOf(expected_words));
    EXPECT_NEAR(page.words.at(0).box.left, 72, 4);
    EXPECT_LT(page.width, page.height);
}

INSTANTIATE_TEST_SUITE_P(Quarters, ATurnedPicture, testing::Values(90, 180, 270));

TEST_F(APicture, IsStraightenedWhenItWasScannedAskew) {
    std::string content = "0.9986 0.0523 -0.0523 0.9986 20 -20 cm\n";
    for (const auto& line : lines()) {
        content +=
            "BT /F 14 Tf 72 " + std::to_string(792 - line.top) + " Td (" + line.text + ") Tj ET\n";
    }
    const auto page = read(SmallPdf().add_raw_page(content));
    EXPECT_THAT(texts(page), IsSupersetOf(expected_words));
    const auto at = [&page](const char* text) {
        for (const auto& word : page.words) {
            if (word.text == text) return word.box.middle_y();
        }
        return -1.0;
    };
    // Three degrees over three hundred points are sixteen points.
    EXPECT_NEAR(at("Account"), at("plants"), 4);
}

TEST_F(APicture, MayBeAnUploadedImage) {
    for (const char* format : {"-png", "-jpeg"}) {
        const auto bytes = picture(SmallPdf().add_page(lines()), format);
        const auto document = words_of_image(sandbox_, sealed(bytes), patient_);
        ASSERT_TRUE(document) << format << document.error().detail;
        ASSERT_EQ(document->pages.size(), 1U);
        EXPECT_THAT(texts(document->pages[0]), IsSupersetOf(expected_words)) << format;
        EXPECT_NEAR(document->pages[0].height, 792, 2);
    }
}

std::string little_endian(std::uint32_t number, int bytes) {
    std::string text;
    for (int index = 0; index < bytes; ++index) text += static_cast<char>(number >> (8 * index));
    return text;
}

/// A TIFF whose pages all show the same grey picture, unpacked.
std::string tiff_of(const test::GreyImage& image, std::uint32_t pages) {
    const auto size = static_cast<std::uint32_t>(image.pixels.size());
    const auto width = static_cast<std::uint32_t>(image.width);
    const auto height = static_cast<std::uint32_t>(image.height);
    constexpr std::uint32_t pixels_at = 8;
    const std::vector<std::pair<std::uint32_t, std::uint32_t>> tags = {
        {256, width},
        {257, height},
        {258, 8},
        {259, 1},
        {262, 1},
        {273, pixels_at},
        {277, 1},
        {278, height},
        {279, size}};
    const auto directory_bytes = static_cast<std::uint32_t>(2 + tags.size() * 12 + 4);
    std::string file = "II" + little_endian(42, 2) + little_endian(pixels_at + size, 4);
    file += image.pixels;
    for (std::uint32_t page = 1; page <= pages; ++page) {
        const auto next = static_cast<std::uint32_t>(file.size()) + directory_bytes;
        file += little_endian(static_cast<std::uint32_t>(tags.size()), 2);
        for (const auto& [tag, value] : tags) {
            constexpr std::uint32_t long_number = 4;
            file += little_endian(tag, 2) + little_endian(long_number, 2) + little_endian(1, 4) +
                    little_endian(value, 4);
        }
        file += little_endian(page < pages ? next : 0, 4);
    }
    return file;
}

/// What pdftoppm prints without a format: P5, width, height, 255, then the pixels.
test::GreyImage parse_pgm(const std::string& bytes) {
    std::istringstream head(bytes);
    std::string kind;
    test::GreyImage image;
    int white = 0;
    head >> kind >> image.width >> image.height >> white;
    image.pixels = bytes.substr(static_cast<std::size_t>(head.tellg()) + 1);
    return image;
}

TEST_F(APicture, MayBeATiffOfSeveralPages) {
    const auto image = parse_pgm(picture(SmallPdf().add_page(lines()), "-gray"));
    const auto document = words_of_image(sandbox_, sealed(tiff_of(image, 2)), patient_);
    ASSERT_TRUE(document) << document.error().detail;
    ASSERT_EQ(document->pages.size(), 2U);
    EXPECT_EQ(document->pages[1].number, 2);
    EXPECT_THAT(texts(document->pages[1]), IsSupersetOf(expected_words));
}

TEST_F(APicture, WithNothingOnItHasNoWords) {
    EXPECT_THAT(read(SmallPdf().add_raw_page("")).words, IsEmpty());
}

// Letters that reach above and below their line are few among capitals, digits and bars.
TEST_F(APicture, OfCapitalsDigitsAndBarsStandsUprightToo) {
    std::vector<test::TextAt> rows{{60, 60, "BUREAU | CREDITOR | ACCOUNT | BALANCE | STATUS", 9}};
    for (int row = 0; row < 24; ++row) {
        const auto tail = std::to_string(1520 + row);
        rows.push_back(
            {60,
             80.0 + 20 * row,
             "EXPERIAN | PLATEAU NATIONAL BANK | XXXXXX" + tail + " | $" + tail + " | CHARGE OFF",
             9}
        );
    }
    for (const int degrees : {0, 90, 180, 270}) {
        const auto page = read(SmallPdf().turn(degrees).add_page(rows));
        EXPECT_THAT(texts(page), IsSupersetOf({"CREDITOR", "PLATEAU", "XXXXXX1520", "$1543"}))
            << degrees;
    }
}

/// A table of twelve rows with a thin frame around every cell, close to what is in it.
std::string framed_table() {
    constexpr int rows = 12;
    constexpr int row_height = 24;
    const std::vector<std::pair<int, std::string>> columns{
        {40, "PLATEAU BANK"},
        {130, "XXXXXX327230"},
        {210, "Auto Loan"},
        {265, "02/23/2020"},
        {322, "$4,500"},
        {370, "Charged Off"}};
    const int bottom = 700 - rows * row_height;
    std::string content = "0.4 w\n";
    const auto line = [&content](int x, int y, int to_x, int to_y) {
        for (const int number : {x, y}) content += std::to_string(number) + " ";
        content += "m ";
        for (const int number : {to_x, to_y}) content += std::to_string(number) + " ";
        content += "l S\n";
    };
    for (int row = 0; row <= rows; ++row) {
        line(36, 700 - row * row_height, 440, 700 - row * row_height);
    }
    for (const int x : {36, 126, 206, 261, 318, 366, 440}) line(x, bottom, x, 700);
    for (int row = 0; row < rows; ++row) {
        for (const auto& [left, text] : columns) {
            content += "BT /F 8 Tf " + std::to_string(left) + " " +
                       std::to_string(684 - row * row_height) + " Td (" + text + ") Tj ET\n";
        }
    }
    return content;
}

TEST_F(APicture, OfAFramedTableHasItsWordsAndNoFrames) {
    const auto page = read(SmallPdf().add_raw_page(framed_table()));
    const auto found = texts(page);
    for (const auto* word : {"PLATEAU", "XXXXXX327230", "02/23/2020", "$4,500", "Charged"}) {
        EXPECT_EQ(std::count(found.begin(), found.end(), word), 12) << word;
    }
    for (const auto& word : found) EXPECT_EQ(word.find_first_of("|[]_"), std::string::npos) << word;
}

TEST_F(APicture, IsShownUprightForTheEvidence) {
    const auto upright =
        upright_image(sandbox_, sealed(picture(SmallPdf().turn(90).add_page(lines()))));
    ASSERT_TRUE(upright) << upright.error().detail;
    EXPECT_THAT(*upright, StartsWith("\x89PNG"));
}

struct BadPicture {
    const char* what;
    std::string bytes;
};

TEST_F(APicture, ThatIsDamagedIsRefused) {
    const auto good = picture(SmallPdf().add_page(lines()));
    const std::vector<BadPicture> pictures = {
        {"nothing", ""},
        {"a head and noise", "\x89PNG\r\n\x1a\n" + std::string(1000, 'x')},
        {"a short tiff", std::string("II*\0\x08\0\0\0", 8) + std::string(100, '\xff')},
        {"half a jpeg head", "\xff\xd8\xff\xe0" + std::string(60, '\0')},
    };
    for (const auto& bad : pictures) {
        const auto document = words_of_image(sandbox_, sealed(bad.bytes), patient_);
        ASSERT_FALSE(document) << bad.what;
        EXPECT_EQ(document.error().code, "document.malformed") << bad.what;
    }
}

/// A PNG head that claims a picture of 60,000 by 60,000.
TEST_F(APicture, OfTooManyDotsIsRefusedBeforeItIsUnpacked) {
    auto bytes = picture(SmallPdf().add_page(lines()));
    bytes.replace(16, 8, std::string("\0\0\xea\x60\0\0\xea\x60", 8));
    const auto document = words_of_image(sandbox_, sealed(bytes), patient_);
    ASSERT_FALSE(document);
    EXPECT_EQ(document.error().code, "document.too_large");
}

TEST_F(APicture, IsNotReadPastItsDeadline) {
    const auto bytes = picture(SmallPdf().add_page(lines()));
    const OcrLimits limits{.page_wall = std::chrono::milliseconds(1)};
    const auto page = words_of_page(sandbox_, sealed(bytes), {}, limits);
    ASSERT_FALSE(page);
    EXPECT_EQ(page.error().code, "document.timeout");
}

TEST_F(APicture, IsReadBesideOthersAndPagesComeInTheirOrder) {
    runtime::EventLoops loops(1);
    runtime::CpuPool pool(2, 8);
    loops.start();
    const auto bytes = picture(SmallPdf().add_page(lines()));
    const PictureOfPage pages = [&bytes](int) { return Result<std::string>(bytes); };
    auto words = boost::asio::co_spawn(
        loops.loop(0),
        words_of_pages(
            sandbox_, pool, {{.number = 2}, {.number = 5}, {.number = 7}}, pages, patient_
        ),
        boost::asio::use_future
    );
    const auto read = words.get();
    ASSERT_TRUE(read) << read.error().detail;
    ASSERT_EQ(read->size(), 3U);
    EXPECT_EQ((*read)[0].number, 2);
    EXPECT_EQ((*read)[2].number, 7);
    EXPECT_THAT(texts((*read)[1]), IsSupersetOf(expected_words));
}

TEST_F(APicture, IsOneOfManyThatShareADeadline) {
    const auto bytes = picture(SmallPdf().add_page(lines()));
    const PictureOfPage pages = [&bytes](int) { return Result<std::string>(bytes); };
    const std::vector<PageToRead> asked = {{.number = 4, .width = 612, .height = 792}};
    const auto read = words_of_pages(sandbox_, asked, pages, patient_);
    ASSERT_TRUE(read) << read.error().detail;
    EXPECT_THAT(texts(read->at(0)), IsSupersetOf(expected_words));
    auto hurried = patient_;
    hurried.document_wall = std::chrono::milliseconds(-1);
    const auto late = words_of_pages(sandbox_, asked, pages, hurried);
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().code, "document.timeout");
}

TEST_F(APicture, ThatCannotBeMadeFailsTheWholeDocument) {
    runtime::EventLoops loops(1);
    runtime::CpuPool pool(2, 8);
    loops.start();
    const PictureOfPage none = [](int) {
        return Result<std::string>(Error{Failure::invalid, "document.memory", "no"});
    };
    auto words = boost::asio::co_spawn(
        loops.loop(0),
        words_of_pages(sandbox_, pool, {{.number = 1}, {.number = 2}}, none, patient_),
        boost::asio::use_future
    );
    EXPECT_EQ(words.get().error().code, "document.memory");
}

}  // namespace
}  // namespace fairfile::ocr
