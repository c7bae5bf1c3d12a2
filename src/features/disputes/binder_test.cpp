#include "base/zip_file.hpp"
#include "features/disputes/disputes_world_test.hpp"

#include <cstdlib>
#include <fstream>

namespace fairfile::disputes {
namespace {

using namespace std::chrono;
using test::wait_for;
namespace json = boost::json;

constexpr sys_days delivery_day{year{2026} / 1 / 15};

TEST_F(DisputesTest, GoIntoABinderWithHistoryLettersAndLaw) {
    const auto user = *UserId::parse(ann);
    const auto id = open(ann, NewDispute{.finding_ids = {finding}})->id;
    const auto letter = approved_letter(id, request());
    run(letter_delivered(user, letter, delivery_day));
    ASSERT_TRUE(change(ann, id, "verified"));

    const auto binder = wait_for(disputes_->binder(user, id)).value();
    const auto data = json::parse(binder.json);
    const auto& history = data.at("history").as_array();
    ASSERT_EQ(history.size(), 4U);  // opened at two bureaus, delivered, verified
    for (std::size_t entry = 1; entry < history.size(); ++entry) {
        EXPECT_EQ(history[entry].at("previous_hash"), history[entry - 1].at("hash"));
    }
    EXPECT_EQ(text(data.at("letters").at(0).at("status")), "approved");
    EXPECT_EQ(text(data.at("findings").at(0).at("citation")), "15 USC 1681e(b)");
    EXPECT_EQ(data.at("dispute").as_array().size(), 1U);
    EXPECT_TRUE(binder.pdf.starts_with("%PDF-"));

    const auto file = (folder_ / "binder.pdf").string();
    std::ofstream(file, std::ios::binary) << binder.pdf;
    ASSERT_EQ(std::system(("pdftotext -enc UTF-8 " + file).c_str()), 0);
    std::ifstream drawn(folder_ / "binder.txt");
    const std::string words{std::istreambuf_iterator<char>(drawn), {}};
    for (const auto* part :
         {"Dispute of NORTH BANK",
          "15 USC 1681e(b)",
          "a balance of $120.00",
          "A letter was delivered",
          "SHA-256 of its PDF",
          "I dispute the information below"}) {
        EXPECT_NE(words.find(part), std::string::npos) << part;
    }
    EXPECT_NE(words.find(text(history[3].at("hash"))), std::string::npos);
}

TEST_F(DisputesTest, HaveABinderForTheirOwnerOnly) {
    const auto id = open(ann, NewDispute{.finding_ids = {finding}})->id;
    EXPECT_EQ(wait_for(disputes_->binder(*UserId::parse(ben), id)).error().kind, Failure::missing);
}

TEST_F(DisputesTest, AreZippedAsOthersUnderstandIt) {
    const auto file = (folder_ / "both.zip").string();
    const std::string bytes("\0\x01 any bytes \xff", 13);
    std::ofstream(file, std::ios::binary)
        << zip_of({{"one.pdf", bytes}, {"two.json", "{}"}, {"empty", ""}});
    ASSERT_EQ(std::system(("python3 -m zipfile -t " + file + " > /dev/null").c_str()), 0);
    const auto out = (folder_ / "out").string();
    ASSERT_EQ(std::system(("python3 -m zipfile -e " + file + " " + out).c_str()), 0);
    std::ifstream one(folder_ / "out" / "one.pdf", std::ios::binary);
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(one), {}), bytes);
}

}  // namespace
}  // namespace fairfile::disputes
