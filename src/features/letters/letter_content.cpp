#include "features/letters/letter_content.hpp"

#include "base/json_writer.hpp"

#include <boost/json.hpp>

namespace fairfile::letters {

namespace {

namespace json = boost::json;

void write_texts(JsonWriter& out, std::string_view name, const std::vector<std::string>& texts) {
    out.key(name).begin_array();
    for (const auto& text : texts) out.value(std::string_view(text));
    out.end_array();
}

void write_address(JsonWriter& out, std::string_view name, const PostalAddress& address) {
    out.key(name).begin_object().field("name", std::string_view(address.name));
    write_texts(out, "lines", address.lines);
    out.end_object();
}

std::string text_of(const json::object& object, std::string_view name) {
    return std::string(object.at(name).as_string());
}

std::vector<std::string> texts_of(const json::object& object, std::string_view name) {
    std::vector<std::string> texts;
    for (const auto& text : object.at(name).as_array()) texts.emplace_back(text.as_string());
    return texts;
}

PostalAddress address_of(const json::object& object, std::string_view name) {
    const auto& address = object.at(name).as_object();
    return {text_of(address, "name"), texts_of(address, "lines")};
}

}  // namespace

std::string to_json(const LetterContent& content) {
    std::string text;
    JsonWriter out(text);
    out.begin_object();
    write_address(out, "sender", content.sender);
    write_address(out, "addressee", content.addressee);
    out.field("addressee_source", std::string_view(content.addressee_source));
    out.field("dated", std::string_view(content.dated));
    out.field("subject", std::string_view(content.subject));
    out.field("composed", std::string_view(content.composed));
    out.field("text", std::string_view(content.text));
    write_texts(out, "enclosures", content.enclosures);
    write_texts(out, "grounds", content.grounds);
    out.end_object();
    return text;
}

Result<LetterContent> content_from_json(std::string_view text) {
    try {
        const auto document = json::parse(text);
        const auto& object = document.as_object();
        LetterContent content;
        content.sender = address_of(object, "sender");
        content.addressee = address_of(object, "addressee");
        content.addressee_source = text_of(object, "addressee_source");
        content.dated = text_of(object, "dated");
        content.subject = text_of(object, "subject");
        content.composed = text_of(object, "composed");
        content.text = text_of(object, "text");
        content.enclosures = texts_of(object, "enclosures");
        content.grounds = texts_of(object, "grounds");
        return content;
    } catch (const std::exception& problem) {
        return Error{
            Failure::bug, "letters.damaged", "This letter cannot be opened.", problem.what()};
    }
}

}  // namespace fairfile::letters
