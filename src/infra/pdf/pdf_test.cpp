#include "infra/pdf/pdf.hpp"

#include "infra/pdf/poppler.hpp"
#include "tests/support/small_pdf.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fairfile::pdf {
namespace {

using fairfile::test::SmallPdf;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::StartsWith;

std::shared_ptr<const SealedFile> sealed(std::string_view bytes) {
    return std::make_shared<const SealedFile>(*SealedFile::make(bytes));
}

class APdf : public testing::Test {
  protected:
    static Sandbox start() {
        auto started = Sandbox::start(cage_programs());
        if (!started) throw std::runtime_error(started.error().detail);
        return std::move(*started);
    }

    PdfWords words(const SmallPdf& pdf) {
        auto words = words_of_pdf(sandbox_, sealed(pdf.bytes()));
        if (!words) throw std::runtime_error(std::string(words.error().code));
        return std::move(*words);
    }

    Sandbox sandbox_ = start();
};

std::vector<std::string> texts(const PageOfWords& page) {
    std::vector<std::string> found;
    for (const auto& word : page.words) found.push_back(word.text);
    return found;
}

const std::vector<test::TextAt> two_lines = {
    {72, 100, "Account name: ACME BANK"}, {72, 120, "Balance: $1,200 & more (since 2020)"}};

TEST_F(APdf, GivesItsWordsWithBoxes) {
    const auto read = words(SmallPdf().add_page(two_lines));
    ASSERT_EQ(read.document.pages.size(), 1U);
    const auto& page = read.document.pages[0];
    EXPECT_THAT(
        texts(page),
        ElementsAre(
            "Account", "name:", "ACME", "BANK", "Balance:", "$1,200", "&", "more", "(since", "2020)"
        )
    );
    EXPECT_NEAR(page.words[0].box.left, 72, 1);
    EXPECT_NEAR(page.words[0].box.bottom, 100, 4);
    EXPECT_EQ(page.width, 612);
    EXPECT_EQ(page.method, ReadingMethod::text);
    EXPECT_EQ(read.document.producer, "Small PDF");
    EXPECT_FALSE(read.document.truncated);
    EXPECT_THAT(read.pages_without_text, IsEmpty());
}

TEST_F(APdf, NamesThePagesThatHaveNoText) {
    const test::GreyImage white{4, 4, std::string(16, '\xff')};
    auto pdf = SmallPdf().add_page(two_lines).add_image_page(white);
    pdf.add_page({{300, 780, "Page 3"}}).add_page(two_lines);
    const auto read = words(pdf);
    EXPECT_EQ(read.document.pages.size(), 4U);
    EXPECT_THAT(read.pages_without_text, ElementsAre(2, 3));
}

TEST_F(APdf, MeasuresTurnedPagesAsTheyAreSeen) {
    const auto read = words(SmallPdf().turn(90).add_page(two_lines));
    const auto& page = read.document.pages[0];
    EXPECT_EQ(page.width, 792);
    EXPECT_EQ(page.height, 612);
    for (const auto& word : page.words) {
        EXPECT_GE(word.box.left, 0);
        EXPECT_LE(word.box.right, page.width);
        EXPECT_LE(word.box.bottom, page.height);
    }
}

TEST_F(APdf, ReportsProgressPageByPage) {
    auto pdf = SmallPdf().add_page(two_lines).add_page(two_lines);
    std::vector<std::pair<int, int>> seen;
    const auto progress = [&seen](int read, int pages) { seen.emplace_back(read, pages); };
    ASSERT_TRUE(words_of_pdf(sandbox_, sealed(pdf.bytes()), {}, progress));
    EXPECT_THAT(seen, ElementsAre(std::pair{1, 2}, std::pair{2, 2}));
}

TEST_F(APdf, IsReadWithoutHoldingUpTheEventLoop) {
    runtime::EventLoops loops(1);
    runtime::CpuPool pool(2, 8);
    loops.start();
    const auto document = sealed(SmallPdf().add_page(two_lines).bytes());
    auto words = boost::asio::co_spawn(
        loops.loop(0), words_of_pdf(sandbox_, pool, document), boost::asio::use_future
    );
    auto image = boost::asio::co_spawn(
        loops.loop(0),
        page_image(sandbox_, pool, document, PageImageRequest{}),
        boost::asio::use_future
    );
    EXPECT_TRUE(words.get());
    EXPECT_TRUE(image.get());
}

/// Width and height stand in a PNG's first chunk, most significant byte first.
int number_in_png(const std::string& png, std::size_t at) {
    int number = 0;
    for (std::size_t index = 0; index < 4; ++index) {
        number = number << 8 | static_cast<unsigned char>(png.at(at + index));
    }
    return number;
}

TEST_F(APdf, IsDrawnAsAnImage) {
    const auto document = sealed(SmallPdf().add_page(two_lines).bytes());
    const auto image = page_image(sandbox_, document, {.page = 1, .dots_per_inch = 100});
    ASSERT_TRUE(image) << image.error().detail;
    EXPECT_THAT(*image, StartsWith("\x89PNG"));
    EXPECT_EQ(number_in_png(*image, 16), 850);
    EXPECT_EQ(number_in_png(*image, 20), 1100);
}

TEST_F(APdf, HasNoImageOfAPageItDoesNotHave) {
    const auto document = sealed(SmallPdf().add_page(two_lines).bytes());
    for (const int page : {0, -1, 2, 1'000'000}) {
        const auto image = page_image(sandbox_, document, {.page = page});
        ASSERT_FALSE(image) << page;
        EXPECT_EQ(reason_of(image.error()), "no_page");
    }
}

TEST_F(APdf, IsDrawnSmallerWhenItsPageIsAsLargeAsAField) {
    const auto document = sealed(SmallPdf().add_page(two_lines, 14'400, 14'400).bytes());
    const auto image = page_image(sandbox_, document, {.page = 1, .dots_per_inch = 300});
    ASSERT_TRUE(image) << image.error().detail;
    EXPECT_LE(double{1} * number_in_png(*image, 16) * number_in_png(*image, 20), page_pixels_max);
}

TEST(WhatPdfinfoPrints, BecomesFacts) {
    const auto facts = parse_facts(
        "Pages:          2\nPage    1 size: 612 x 792 pts (letter)\nPage    1 rot:  90\n"
        "Page    2 size: 595.276 x 841.89 pts (A4)\nPage    2 rot:  0\nPage size: x\n"
    );
    EXPECT_EQ(facts.pages, 2);
    EXPECT_EQ(facts.shapes.at(1).width, 792);
    EXPECT_EQ(facts.shapes.at(2).height, 841.89);
    EXPECT_EQ(parse_facts("Pages: many\n").pages, 0);
}

}  // namespace
}  // namespace fairfile::pdf
