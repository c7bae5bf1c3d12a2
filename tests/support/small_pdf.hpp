// Writes small PDF files for tests: text pages in Helvetica, page images, hostile content. Not a
// library for documents; the product's letters are drawn elsewhere.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fairfile::test {

struct TextAt {
    double left;
    double top;
    std::string text;
    double size = 12;
};

/// Eight bits of grey per pixel, rows from the top.
struct GreyImage {
    int width = 0;
    int height = 0;
    std::string pixels;
};

class SmallPdf {
  public:
    SmallPdf& add_page(const std::vector<TextAt>& texts, double width = 612, double height = 792) {
        std::string content;
        for (const auto& text : texts) {
            content += "BT /F " + number(text.size) + " Tf " + number(text.left) + " " +
                       number(height - text.top) + " Td (" + escaped(text.text) + ") Tj ET\n";
        }
        return add_raw_page(content, width, height);
    }

    SmallPdf& add_raw_page(std::string content, double width = 612, double height = 792) {
        pages_.push_back({std::move(content), width, height, turn_, {}});
        return *this;
    }

    /// The image fills the page.
    SmallPdf& add_image_page(GreyImage image, double width = 612, double height = 792) {
        const auto content = number(width) + " 0 0 " + number(height) + " 0 0 cm /I Do\n";
        pages_.push_back({content, width, height, turn_, std::move(image)});
        return *this;
    }

    /// Pages added from now on are turned by this many degrees, a multiple of 90.
    SmallPdf& turn(int degrees) {
        turn_ = degrees;
        return *this;
    }

    std::string bytes() const {
        std::string file = "%PDF-1.4\n";
        std::vector<std::size_t> offsets;
        const auto object = [&](const std::string& body) {
            offsets.push_back(file.size());
            file += std::to_string(offsets.size()) + " 0 obj\n" + body + "\nendobj\n";
        };
        object("<< /Type /Catalog /Pages 2 0 R >>");
        object(page_tree());
        object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
        for (std::size_t index = 0; index < pages_.size(); ++index) {
            object(page_object(index));
            object(stream("", pages_[index].content));
            object(image_object(pages_[index].image));
        }
        const auto table = file.size();
        file += "xref\n0 " + std::to_string(offsets.size() + 1) + "\n0000000000 65535 f \n";
        for (const auto offset : offsets) {
            const auto digits = std::to_string(offset);
            file += std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
        }
        file += "trailer\n<< /Size " + std::to_string(offsets.size() + 1) +
                " /Root 1 0 R /Info << /Producer (Small PDF) >> >>\nstartxref\n" +
                std::to_string(table) + "\n%%EOF\n";
        return file;
    }

  private:
    struct Page {
        std::string content;
        double width;
        double height;
        int turn;
        GreyImage image;
    };
    static constexpr std::size_t fixed_objects = 3;
    static constexpr std::size_t objects_per_page = 3;

    static std::string number(double value) { return std::to_string(value); }

    static std::string escaped(std::string_view text) {
        std::string safe;
        for (const char character : text) {
            if (character == '(' || character == ')' || character == '\\') safe += '\\';
            safe += character;
        }
        return safe;
    }

    static std::string stream(const std::string& entries, const std::string& bytes) {
        return "<< " + entries + " /Length " + std::to_string(bytes.size()) + " >>\nstream\n" +
               bytes + "\nendstream";
    }

    static std::size_t first_object(std::size_t index) {
        return fixed_objects + 1 + index * objects_per_page;
    }

    std::string page_tree() const {
        std::string kids;
        for (std::size_t index = 0; index < pages_.size(); ++index) {
            kids += std::to_string(first_object(index)) + " 0 R ";
        }
        return "<< /Type /Pages /Kids [ " + kids + "] /Count " + std::to_string(pages_.size()) +
               " >>";
    }

    std::string page_object(std::size_t index) const {
        const auto& page = pages_[index];
        const auto at = first_object(index);
        return "<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 " + number(page.width) + " " +
               number(page.height) + " ] /Rotate " + std::to_string(page.turn) +
               " /Resources << /Font << /F 3 0 R >> /XObject << /I " + std::to_string(at + 2) +
               " 0 R >> >> /Contents " + std::to_string(at + 1) + " 0 R >>";
    }

    static std::string image_object(const GreyImage& image) {
        if (image.pixels.empty()) return "null";
        return stream(
            "/Type /XObject /Subtype /Image /ColorSpace /DeviceGray /BitsPerComponent 8 /Width " +
                std::to_string(image.width) + " /Height " + std::to_string(image.height),
            image.pixels
        );
    }

    std::vector<Page> pages_;
    int turn_ = 0;
};

}  // namespace fairfile::test
