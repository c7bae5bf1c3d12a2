#include "features/letters/letter_template.hpp"

#include <gtest/gtest.h>

namespace fairfile::letters {
namespace {

std::string text(std::string_view body, const Facts& facts) {
    const auto rendered = render(body, facts);
    return rendered ? rendered->text : std::string(rendered.error().code);
}

TEST(LetterTemplate, PrintsFactsSectionsAndItems) {
    const Facts facts{
        {{"name", "Zo\xc3\xab \xc5\x81uk"}, {"empty", ""}},
        {{{"creditor", "NORTH BANK"}, {"fact", "Paid"}}, {{"creditor", "SOUTH"}, {"fact", "Old"}}}};
    EXPECT_EQ(text("I am {{ name }}.", facts), "I am Zo\xc3\xab \xc5\x81uk.");
    EXPECT_EQ(text("{{#name}}yes{{/name}}{{^name}}no{{/name}}", facts), "yes");
    EXPECT_EQ(text("{{#empty}}yes{{/empty}}{{^empty}}no{{/empty}}", facts), "no");
    EXPECT_EQ(
        text("Items:\n{{#items}}\n- {{creditor}}: {{fact}} ({{name}})\n{{/items}}\nEnd", facts),
        "Items:\n- NORTH BANK: Paid (Zo\xc3\xab \xc5\x81uk)\n- SOUTH: Old (Zo\xc3\xab \xc5\x81uk)\n"
        "End"
    );
}

TEST(LetterTemplate, NamesEveryFactThatNobodyGaveOnce) {
    const auto rendered =
        render("{{a}} {{b}} {{a}}{{#c}}{{d}}{{/c}}{{#items}}{{e}}{{/items}}", {{{"b", "x"}}, {{}}});
    ASSERT_TRUE(rendered);
    EXPECT_EQ(rendered->missing, (std::vector<std::string>{"a", "e"}));
}

TEST(LetterTemplate, NeverReadsAFactAsATemplate) {
    const Facts facts{
        {{"reason", "{{secret}} {{#items}}{{/items}} <b>&amp;"}, {"secret", "key"}}, {}};
    EXPECT_EQ(text("{{reason}}", facts), "{{secret}} {{#items}}{{/items}} <b>&amp;");
}

TEST(LetterTemplate, RefusesTagsThatDoNotClose) {
    for (const auto* body :
         {"{{a",
          "{{#a}}",
          "{{/a}}",
          "{{#a}}{{/b}}",
          "{{#a}}{{#b}}{{/a}}{{/b}}",
          "{{}}",
          "{{> partial}}",
          "{{& raw}}",
          "{{{raw}}}",
          "{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{/a}}{{/a}}{{/a}}{{/a}}{{/a}}"
          "{{/a}}{{/a}}{{/a}}{{/a}}"}) {
        EXPECT_EQ(text(body, {}), "letters.template_broken") << body;
    }
}

}  // namespace
}  // namespace fairfile::letters
