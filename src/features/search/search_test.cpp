#include "features/search/search.hpp"

#include <gtest/gtest.h>

namespace fairfile::search {
namespace {

TEST(ContainsPattern, TakesWildcardsOfTheDatabaseLiterally) {
    EXPECT_EQ(contains_pattern(" chase "), "%chase%");
    EXPECT_EQ(contains_pattern("100%_\\"), "%100\\%\\_\\\\%");
}

}  // namespace
}  // namespace fairfile::search
