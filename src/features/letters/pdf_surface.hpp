// A PDF that cairo writes into a string: US Letter, the same bytes for the same drawing.
#pragma once

#include <cairo-pdf.h>

#include <string>

namespace fairfile::letters {

inline constexpr double page_width = 612;
inline constexpr double page_height = 792;

inline cairo_status_t append_bytes(void* closure, const unsigned char* data, unsigned length) {
    auto& bytes = *static_cast<std::string*>(closure);
    bytes.append(reinterpret_cast<const char*>(data), length);
    return CAIRO_STATUS_SUCCESS;
}

struct PdfSurface {
    PdfSurface(std::string& into, const std::string& title)
        : surface(cairo_pdf_surface_create_for_stream(append_bytes, &into, page_width, page_height)
          ),
          context(cairo_create(surface)) {
        // A fixed date, since the same letter must be the same bytes.
        cairo_pdf_surface_set_metadata(
            surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z"
        );
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title.c_str());
    }
    PdfSurface(const PdfSurface&) = delete;
    PdfSurface& operator=(const PdfSurface&) = delete;
    ~PdfSurface() {
        cairo_destroy(context);
        cairo_surface_destroy(surface);
    }

    cairo_surface_t* surface;
    cairo_t* context;
};

}  // namespace fairfile::letters
