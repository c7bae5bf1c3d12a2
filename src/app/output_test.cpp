#include "app/output.hpp"

#include <gtest/gtest.h>

namespace fairfile::app {
namespace {

TEST(Table, AlignsColumnsByWhatAPersonSees) {
    EXPECT_EQ(
        table({{"Name", "Balance"}, {"Nguy\xe1\xbb\x85n", "$1"}}),
        "Name    Balance\nNguy\xe1\xbb\x85n  $1\n"
    );
}

}  // namespace
}  // namespace fairfile::app
