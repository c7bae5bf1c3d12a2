#include "infra/pdf/repair.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fairfile::pdf {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(ARepair, TriesTheCatalogueThatIsLeftFirst) {
    EXPECT_THAT(
        endings_for("7 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj 8 0 obj <</Type/Page>>"),
        ElementsAre(HasSubstr("/Root 7 0 R"), HasSubstr("/Kids [ 8 0 R ]"))
    );
}

TEST(ARepair, MakesANewTreeOfThePagesThatAreLeft) {
    const auto endings = endings_for(
        "3 0 obj << /Type /Page >> endobj 2 0 obj << /Type /Pages /Kids [3 0 R] >> endobj "
        "9 0 obj\r\n<< /Rotate 0 /Type\n/Page/Parent 2 0 R >> 10 0 obj << /Length 5 >> stream"
    );
    EXPECT_THAT(endings, ElementsAre(HasSubstr("11 0 obj\n<< /Type /Pages /Kids [ 3 0 R 9 0 R ]")));
}

TEST(ARepair, FindsNothingInNoise) {
    for (const char* noise : {"", "obj", "0 obj", "x obj /Type /Page", "1 0 objobjobj", "/Type"}) {
        EXPECT_THAT(endings_for(noise), IsEmpty()) << noise;
    }
}

TEST(ARepair, NeedsAPageAndIsNotFooledByLabelsOrHugeNumbers) {
    EXPECT_THAT(endings_for("5 0 obj << /Type /Catalog >> endobj"), IsEmpty());
    EXPECT_THAT(endings_for("5 0 obj << /Type /PageLabel >> endobj"), IsEmpty());
    EXPECT_THAT(endings_for("99999999999 0 obj << /Type /Page >> endobj"), IsEmpty());
}

}  // namespace
}  // namespace fairfile::pdf
