#include "infra/ocr/straighten.hpp"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <string>
#include <unistd.h>
#include <utility>

namespace fairfile::ocr {

namespace {

// Decoding this many takes 400 MB at four bytes each, below the cage's limit.
constexpr double pixels_readable = 100e6;
constexpr double pixels_max = 25e6;
// Tesseract reads best when a page has about 300 dots an inch; small pictures are enlarged.
constexpr int small_side = 1800;
constexpr float enlargement = 2.0F;
constexpr float skew_confidence_min = 3.0F;
constexpr float skew_degrees_min = 0.1F;
constexpr double pi = 3.14159265358979323846;

struct Destroy {
    void operator()(PIX* picture) const { pixDestroy(&picture); }
};
using Picture = std::unique_ptr<PIX, Destroy>;

std::string read_input() {
    std::string bytes;
    std::string piece(1 << 16, '\0');
    for (;;) {
        const auto size = read(STDIN_FILENO, piece.data(), piece.size());
        if (size <= 0) return bytes;
        bytes.append(piece, 0, static_cast<std::size_t>(size));
    }
}

struct Source {
    explicit Source(const std::string& bytes)
        : data(reinterpret_cast<const l_uint8*>(bytes.data())), size(bytes.size()) {}

    const l_uint8* data;
    std::size_t size;
};

bool has_too_many_pixels(const Source& source) {
    l_int32 width = 0;
    l_int32 height = 0;
    if (pixReadHeaderMem(
            source.data, source.size, nullptr, &width, &height, nullptr, nullptr, nullptr
        )) {
        return false;
    }
    return static_cast<double>(width) * height > pixels_readable;
}

bool is_tiff(const Source& source) {
    l_int32 format = IFF_UNKNOWN;
    findFileFormatBuffer(source.data, &format);
    return L_FORMAT_IS_TIFF(format);
}

Picture read_picture(const Source& source, int page) {
    if (is_tiff(source)) return Picture(pixReadMemTiff(source.data, source.size, page - 1));
    return Picture(page == 1 ? pixReadMem(source.data, source.size) : nullptr);
}

/// Replaces the picture unless the step failed.
void improve(Picture& picture, PIX* better) {
    if (better) picture.reset(better);
}

void make_grey(Picture& picture) {
    improve(picture, pixRemoveAlpha(picture.get()));
    improve(picture, pixConvertTo8(picture.get(), 0));
}

void fit_size(Picture& picture) {
    const auto width = pixGetWidth(picture.get());
    const auto height = pixGetHeight(picture.get());
    const double pixels = static_cast<double>(width) * height;
    if (pixels > pixels_max) {
        const auto factor = static_cast<float>(std::sqrt(pixels_max / pixels));
        improve(picture, pixScale(picture.get(), factor, factor));
    } else if (std::max(width, height) < small_side) {
        improve(picture, pixScale(picture.get(), enlargement, enlargement));
    }
}

Picture black_and_white(const Picture& picture) {
    constexpr l_int32 whole_page = 100'000;
    PIX* result = nullptr;
    pixOtsuAdaptiveThreshold(picture.get(), whole_page, whole_page, 0, 0, 0.1F, nullptr, &result);
    return Picture(result);
}

void turn(Picture& picture, int quarters) {
    if (quarters != 0) improve(picture, pixRotateOrth(picture.get(), quarters));
}

/// By the letters that reach above and below their line; text of capitals alone decides nothing.
void turn_upright(Picture& picture) {
    const auto ink = black_and_white(picture);
    float up = 0;
    float left = 0;
    if (!ink || pixOrientDetect(ink.get(), &up, &left, 0, 0)) return;
    l_int32 orientation = L_TEXT_ORIENT_UNKNOWN;
    constexpr float confidence_min = 5.0F;
    constexpr float ratio_min = 1.6F;
    if (makeOrientDecision(up, left, confidence_min, ratio_min, &orientation, 0)) return;
    int quarters = 0;
    if (orientation == L_TEXT_ORIENT_LEFT) quarters = 1;
    if (orientation == L_TEXT_ORIENT_DOWN) quarters = 2;
    if (orientation == L_TEXT_ORIENT_RIGHT) quarters = 3;
    turn(picture, quarters);
}

void remove_skew(Picture& picture) {
    const auto ink = black_and_white(picture);
    float degrees = 0;
    float confidence = 0;
    if (!ink || pixFindSkew(ink.get(), &degrees, &confidence)) return;
    if (confidence < skew_confidence_min || std::abs(degrees) < skew_degrees_min) return;
    const auto radians = static_cast<float>(degrees * pi / 180);
    improve(picture, pixRotate(picture.get(), radians, L_ROTATE_AREA_MAP, L_BRING_IN_WHITE, 0, 0));
}

/// Darker than halfway between paper and ink's threshold: thin lines come out paler than letters.
Picture pale_ink(const Picture& picture) {
    constexpr l_int32 whole_page = 100'000;
    constexpr float of_paper = 0.8F;
    constexpr l_int32 sampled = 8;  // every so many pixels
    PIX* thresholds = nullptr;
    pixOtsuAdaptiveThreshold(
        picture.get(), whole_page, whole_page, 0, 0, 0.1F, &thresholds, nullptr
    );
    const Picture owned(thresholds);
    l_uint32 threshold = 0;
    l_uint32 paper = 0;
    if (!owned || pixGetPixel(owned.get(), 0, 0, &threshold)) return nullptr;
    if (pixGetRankValue(picture.get(), sampled, of_paper, &paper) || paper <= threshold)
        return nullptr;
    const auto halfway = static_cast<l_int32>(threshold + (paper - threshold) / 2);
    return Picture(pixThresholdToBinary(picture.get(), halfway));
}

/// What is left of the page's skew makes steps of a pixel in a line: made thicker, it has none.
constexpr int step = 3;

Picture runs_across(const Picture& ink, int length) {
    const Picture thicker(pixDilateBrick(nullptr, ink.get(), 1, step));
    return Picture(thicker ? pixOpenBrick(nullptr, thicker.get(), length, 1) : nullptr);
}

/// Noise may have broken them. Lines of text stand further apart than the gap that is closed.
Picture runs_down(const Picture& ink, int length) {
    constexpr int gap = 7;
    const Picture whole(pixCloseSafeBrick(nullptr, ink.get(), 1, gap));
    const Picture thicker(whole ? pixDilateBrick(nullptr, whole.get(), step, 1) : nullptr);
    return Picture(thicker ? pixOpenBrick(nullptr, thicker.get(), 1, length) : nullptr);
}

/// Where thin lines are that are longer than any letter.
Picture rules_in(const Picture& ink) {
    constexpr int across_share = 8;  // of the page's width: letters with feet all but touch
    constexpr int down_share = 28;   // of its height
    constexpr int thick = 14;        // bars of ink are no lines: there may be letters in them
    constexpr int edge = 5;
    const auto width = pixGetWidth(ink.get());
    const auto height = pixGetHeight(ink.get());
    const auto across = runs_across(ink, std::max(width / across_share, 2));
    const auto down = runs_down(ink, std::max(height / down_share, 2));
    if (!across || !down) return nullptr;
    const Picture both(pixOr(nullptr, across.get(), down.get()));
    if (!both) return nullptr;
    const Picture bars(pixOpenBrick(nullptr, both.get(), thick, thick));
    const Picture wide_bars(bars ? pixDilateBrick(nullptr, bars.get(), thick, thick) : nullptr);
    const Picture lines(wide_bars ? pixSubtract(nullptr, both.get(), wide_bars.get()) : nullptr);
    return Picture(lines ? pixDilateBrick(nullptr, lines.get(), edge, edge) : nullptr);
}

void remove_rules(Picture& picture) {
    constexpr l_uint32 white = 255;
    const auto ink = pale_ink(picture);
    const auto rules = ink ? rules_in(ink) : nullptr;
    if (rules) pixSetMasked(picture.get(), rules.get(), white);
}

bool write_output(const Picture& picture) {
    l_uint8* data = nullptr;
    std::size_t size = 0;
    if (pixWriteMemPng(&data, &size, picture.get(), 0)) return false;
    const std::unique_ptr<l_uint8, decltype(&std::free)> owner(data, &std::free);
    for (std::size_t done = 0; done < size;) {
        const auto written = write(STDOUT_FILENO, data + done, size - done);
        if (written <= 0) return false;
        done += static_cast<std::size_t>(written);
    }
    return true;
}

}  // namespace

int straighten_main(int count, const char* const* arguments) {
    setMsgSeverity(L_SEVERITY_NONE);
    const int page = count > 0 ? std::atoi(arguments[0]) : 1;
    const auto bytes = read_input();
    const Source source(bytes);
    constexpr std::size_t shortest_picture = 32;
    if (bytes.size() < shortest_picture) return straighten_unreadable;
    if (has_too_many_pixels(source)) return straighten_too_many_pixels;
    auto picture = read_picture(source, page);
    if (!picture) return page > 1 ? straighten_no_page : straighten_unreadable;
    make_grey(picture);
    fit_size(picture);
    const std::string quarters = count > 1 ? arguments[1] : "-";
    if (quarters == "-") {
        turn_upright(picture);
    } else {
        turn(picture, std::clamp(std::atoi(quarters.c_str()), 0, 3));
    }
    remove_skew(picture);
    if (count > 2) remove_rules(picture);
    return write_output(picture) ? straighten_done : straighten_unreadable;
}

}  // namespace fairfile::ocr
