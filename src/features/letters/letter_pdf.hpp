// A letter as the exact PDF that is mailed: US Letter, fonts embedded, the addressee where the
// window of a #10 envelope shows it after folding in three, continuation pages numbered. The same
// content gives the same bytes. Pure but for the installed fonts; takes milliseconds, so it belongs
// into runtime::offload. Safe from any thread.
#pragma once

#include "base/result.hpp"
#include "features/letters/letter_content.hpp"

namespace fairfile::letters {

/// In points from the page's top left corner: the part of page 1 that a #10 window envelope shows
/// (9 1/2 x 4 1/8 inches; window 4 1/2 x 1 1/8, 7/8 from the left, 1/2 from the bottom) when the
/// page is folded at 3 2/3 inches. `right` is where the window ends for a page that lies as far
/// right as the envelope lets it.
struct Window {
    double left = 63;
    double top = 147;
    double right = 315;
    double bottom = 228;
};
inline constexpr Window address_window{};

struct LetterPdf {
    std::string bytes;
    int pages = 0;
};

/// Errors (invalid): "letters.unprintable" when no installed font has a character,
/// "letters.too_long" when it is over 20 pages, "letters.address_too_long" when an address does
/// not fit into its place.
Result<LetterPdf> draw_pdf(const LetterContent& content);

}  // namespace fairfile::letters
