// The reader's mode that puts the picture of a page upright. It runs in the cage, so it is plain
// code over standard input and output and depends on nothing of ours.
#pragma once

namespace fairfile::ocr {

enum StraightenExit : int {
    straighten_done = 0,
    straighten_unreadable = 10,
    straighten_no_page = 11,
    straighten_too_many_pixels = 12,
};

/// Arguments: the page's number, from 1, by how many quarters it is turned clockwise, "0" to "3"
/// ("-": guessed from the shapes of the letters), then "unruled" when drawn lines shall go, which
/// a reader takes for letters. Picture in on standard input, grey PNG out.
int straighten_main(int count, const char* const* arguments);

}  // namespace fairfile::ocr
