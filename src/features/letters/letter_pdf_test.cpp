// Letters as pictures: what poppler draws from the PDF is compared with pictures kept in
// tests/fixtures/letters. A picture that differs is left in the folder for temporary files, to be
// looked at and, when it is right, kept.
#include "features/letters/letter_pdf.hpp"

#include <cairo.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <unistd.h>

namespace fairfile::letters {
namespace {

namespace fs = std::filesystem;

LetterContent letter() {
    LetterContent content;
    content.sender = {
        "Zo\xc3\xab \xc5\x81ukasiewicz-Nguy\xe1\xbb\x85n",
        {"12 Elm Street, Apt. 4", "Dayton, OH 45402"}};
    content.addressee = {
        "TransUnion Consumer Solutions", {"P.O. Box 2000", "Chester, PA 19016-2000"}};
    content.dated = "November 26, 2026";
    content.subject = "Dispute of information in my credit file";
    content.text =
        "To TransUnion Consumer Solutions:\n\nI dispute the information below in my credit file."
        "\n\n1. NORTH BANK, account number 1234****\nWhat is wrong and why: the balance is $0.00"
        " since May 2025.\nWhat I ask for: correct the balance.";
    content.enclosures = {"Copy of my driver license", "Copy of page 3 of the report"};
    return content;
}

LetterContent long_letter() {
    auto content = letter();
    for (int number = 1; number <= 150; ++number) {
        content.text += "\nLine " + std::to_string(number) +
                        " of a long explanation that goes on and on over several pages.";
    }
    return content;
}

/// A folder of its own with the PDF in it.
class Drawn {
  public:
    explicit Drawn(const LetterContent& content) {
        auto pdf = draw_pdf(content).value();
        pages = pdf.pages;
        std::string name = testing::TempDir() + "letter.XXXXXX";
        folder = mkdtemp(name.data());
        std::ofstream(folder / "letter.pdf", std::ios::binary) << pdf.bytes;
    }
    Drawn(const Drawn&) = delete;
    Drawn& operator=(const Drawn&) = delete;
    ~Drawn() { fs::remove_all(folder); }

    std::string run(const std::string& program, const std::string& output) const {
        const auto in = (folder / "letter.pdf").string();
        const auto out = (folder / output).string();
        EXPECT_EQ(std::system((program + " " + in + " " + out).c_str()), 0) << program;
        return out;
    }
    std::string text(const std::string& program) const {
        std::ifstream file(run(program, "out.txt"));
        return {std::istreambuf_iterator<char>(file), {}};
    }

    fs::path folder;
    int pages = 0;
};

struct Picture {
    explicit Picture(const fs::path& path)
        : surface(cairo_image_surface_create_from_png(path.c_str())) {}
    Picture(const Picture&) = delete;
    Picture& operator=(const Picture&) = delete;
    ~Picture() { cairo_surface_destroy(surface); }

    int width() const { return cairo_image_surface_get_width(surface); }
    int height() const { return cairo_image_surface_get_height(surface); }
    int at(int x, int y) const {
        const auto stride = cairo_image_surface_get_stride(surface);
        return cairo_image_surface_get_data(surface)[y * stride + x * 4];
    }

    cairo_surface_t* surface;
};

/// Mean difference of grey values, 0 to 255. White pages with a few lines: another wording moves
/// it by whole units, another version of a font renderer by hundredths.
double difference(const Picture& left, const Picture& right) {
    if (left.width() != right.width() || left.height() != right.height()) return 255;
    double sum = 0;
    for (int y = 0; y < left.height(); ++y) {
        for (int x = 0; x < left.width(); ++x) sum += std::abs(left.at(x, y) - right.at(x, y));
    }
    return sum / left.width() / left.height();
}

constexpr double difference_max = 0.15;

void expect_pictures(const LetterContent& content, const std::string& name) {
    const Drawn drawn(content);
    drawn.run("pdftoppm -png -gray -r 60", "page");
    const auto kept = fs::path(FAIRFILE_SOURCE_FOLDER) / "tests/fixtures/letters";
    int pages = 0;
    for (const auto& entry : fs::directory_iterator(drawn.folder)) {
        if (entry.path().extension() != ".png") continue;
        ++pages;
        const auto golden = kept / (name + "-" + entry.path().filename().string());
        const bool is_same = fs::exists(golden) &&
                             difference(Picture(golden), Picture(entry.path())) < difference_max;
        EXPECT_TRUE(is_same) << golden;
        if (is_same) continue;
        fs::copy_file(
            entry.path(),
            fs::temp_directory_path() / golden.filename(),
            fs::copy_options::overwrite_existing
        );
    }
    EXPECT_EQ(pages, drawn.pages);
}

TEST(LetterPdf, LooksLikeThePictureThatWasLookedAt) {
    expect_pictures(letter(), "short");
    expect_pictures(long_letter(), "long");
}

TEST(LetterPdf, DiffersFromThePictureWhenAFactDiffers) {
    const Drawn one(letter());
    auto changed = letter();
    changed.text.replace(changed.text.find("$0.00"), 5, "$9,999,999.00 and more");
    const Drawn two(changed);
    one.run("pdftoppm -png -gray -r 60", "page");
    two.run("pdftoppm -png -gray -r 60", "page");
    const auto apart =
        difference(Picture(one.folder / "page-1.png"), Picture(two.folder / "page-1.png"));
    EXPECT_GT(apart, difference_max);
}

TEST(LetterPdf, IsTheSameBytesForTheSameLetter) {
    EXPECT_EQ(draw_pdf(long_letter()).value().bytes, draw_pdf(long_letter()).value().bytes);
}

TEST(LetterPdf, EmbedsItsFontsAndKeepsUnicodeNames) {
    const Drawn drawn(letter());
    const auto text = drawn.text("pdftotext -enc UTF-8");
    EXPECT_NE(text.find(letter().sender.name), std::string::npos) << text;
    std::ifstream pdf(drawn.folder / "letter.pdf", std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(pdf), {}};
    EXPECT_NE(bytes.find("/FontFile"), std::string::npos);
}

TEST(LetterPdf, NumbersItsPagesAndNamesTheLetterOnEach) {
    const Drawn drawn(long_letter());
    ASSERT_GE(drawn.pages, 3);
    const auto text = drawn.text("pdftotext -layout -enc UTF-8");
    for (int page = 1; page <= drawn.pages; ++page) {
        const auto foot = "Page " + std::to_string(page) + " of " + std::to_string(drawn.pages);
        EXPECT_NE(text.find(foot), std::string::npos) << foot;
    }
    EXPECT_NE(text.find("letter of November 26, 2026 to TransUnion"), std::string::npos);
    EXPECT_EQ(Drawn(letter()).text("pdftotext").find("Page 1"), std::string::npos);
}

TEST(LetterPdf, PutsTheAddresseeIntoTheWindowAndNothingElse) {
    const Drawn drawn(letter());
    const auto boxes = drawn.text("pdftotext -bbox");
    const std::regex word(
        R"re(<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)<)re"
    );
    std::string inside;
    for (auto at = std::sregex_iterator(boxes.begin(), boxes.end(), word);
         at != std::sregex_iterator();
         ++at) {
        const auto top = std::stod((*at)[2]);
        const auto bottom = std::stod((*at)[4]);
        if (bottom < address_window.top || top > address_window.bottom) continue;
        EXPECT_GE(std::stod((*at)[1]), address_window.left);
        EXPECT_LE(std::stod((*at)[3]), address_window.right);
        EXPECT_GE(top, address_window.top);
        EXPECT_LE(bottom, address_window.bottom + 1);
        inside += std::string((*at)[5]) + " ";
    }
    EXPECT_EQ(inside, "TransUnion Consumer Solutions P.O. Box 2000 Chester, PA 19016-2000 ");
}

TEST(LetterPdf, RefusesWhatCannotBePrinted) {
    auto content = letter();
    content.text = "A character of no installed font: \xf3\xb0\x80\x81";
    EXPECT_EQ(draw_pdf(content).error().code, "letters.unprintable");
    content = letter();
    content.text = std::string(30'000, '\n');
    EXPECT_EQ(draw_pdf(content).error().code, "letters.too_long");
    content = letter();
    content.addressee.lines.assign(6, "One line");
    EXPECT_EQ(draw_pdf(content).error().code, "letters.address_too_long");
    content = letter();
    content.addressee.name = std::string(80, 'W');
    EXPECT_EQ(draw_pdf(content).error().code, "letters.address_too_long");
}

}  // namespace
}  // namespace fairfile::letters
