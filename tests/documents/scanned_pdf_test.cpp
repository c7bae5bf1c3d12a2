// A PDF with a text page, a scanned page and a scanned page that lies on its side, read to the end
// as the worker reads it.
#include "infra/ocr/ocr.hpp"
#include "infra/pdf/pdf.hpp"
#include "tests/support/small_pdf.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace fairfile {
namespace {

using sandbox::Sandbox;
using sandbox::SealedFile;
using test::SmallPdf;
using testing::ElementsAre;
using testing::IsSupersetOf;

using Document = std::shared_ptr<const SealedFile>;

const std::vector<test::TextAt> lines = {
    {72, 100, "Account name: Chase Bank of the eight quickly jumping plants", 14},
    {72, 130, "Balance: $1,200 and the limit of this account is high", 14},
    {72, 160, "Payment history of the past twelve months is shown below", 14},
};

Sandbox start() {
    auto programs = pdf::cage_programs();
    for (auto& program : ocr::cage_programs(READER)) programs.push_back(std::move(program));
    auto started = Sandbox::start(std::move(programs));
    if (!started) throw std::runtime_error(started.error().detail);
    return std::move(*started);
}

Document seal(std::string_view bytes) {
    return std::make_shared<const SealedFile>(*SealedFile::make(bytes));
}

/// The page as dots, as a scanner would give it.
test::GreyImage scan(const Sandbox& cage, const SmallPdf& pdf) {
    sandbox::SandboxRequest request{"pdftoppm"};
    request.arguments = {"-singlefile", "-r", "150", "-gray", std::string(sandbox::input_path)};
    request.input = seal(pdf.bytes());
    const auto outcome = cage.run(request);
    if (!outcome) throw std::runtime_error(outcome.error().detail);
    std::istringstream head(outcome->output);
    std::string kind;
    int white = 0;
    test::GreyImage image;
    head >> kind >> image.width >> image.height >> white;
    image.pixels = outcome->output.substr(static_cast<std::size_t>(head.tellg()) + 1);
    return image;
}

DocumentOfWords read(const Sandbox& cage, const Document& document) {
    auto words = pdf::words_of_pdf(cage, document);
    if (!words) throw std::runtime_error(words.error().detail);
    std::vector<ocr::PageToRead> pages;
    for (const int number : words->pages_without_text) {
        const auto& page = words->document.pages[static_cast<std::size_t>(number - 1)];
        pages.push_back({number, page.width, page.height});
    }
    const auto picture = [&cage, &document](int number) {
        return pdf::page_image(
            cage, document, {.page = number, .dots_per_inch = 300, .grey = true}
        );
    };
    const ocr::OcrLimits patient{.page_wall = std::chrono::seconds(40)};
    auto read = ocr::words_of_pages(cage, pages, picture, patient);
    if (!read) throw std::runtime_error(read.error().detail);
    for (auto& page : *read) {
        words->document.pages[static_cast<std::size_t>(page.number - 1)] = std::move(page);
    }
    return std::move(words->document);
}

TEST(AScannedPdf, GivesTheWordsOfAllItsPages) {
    const auto cage = start();
    const auto upright = scan(cage, SmallPdf().add_page(lines));
    auto pdf = SmallPdf().add_page(lines).add_image_page(upright);
    pdf.turn(90).add_image_page(upright);
    const auto document = read(cage, seal(pdf.bytes()));

    ASSERT_EQ(document.pages.size(), 3U);
    EXPECT_EQ(document.pages[0].method, ReadingMethod::text);
    for (const auto& page : document.pages) {
        std::vector<std::string> texts;
        for (const auto& word : page.words) texts.push_back(word.text);
        EXPECT_THAT(texts, IsSupersetOf({"Account", "Chase", "Balance:", "$1,200", "history"}))
            << "page " << page.number;
        EXPECT_EQ(page.width, 612) << "page " << page.number;
        EXPECT_NEAR(page.words.at(0).box.left, 72, 4) << "page " << page.number;
    }
    EXPECT_EQ(document.pages[1].method, ReadingMethod::ocr);
}

}  // namespace
}  // namespace fairfile
