// A thousand people, two simulated years, bureaus that answer, delay, keep silent and put items
// back. The state machine, the clocks and the next step are the real ones; every rule is checked on
// every day. Nothing here waits or reads a clock: the same seed gives the same two years.
#include "base/dates.hpp"
#include "features/disputes/deadlines.hpp"
#include "features/disputes/dispute_status.hpp"
#include "features/disputes/letter_rules.hpp"
#include "features/disputes/next_step.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace fairfile::disputes {
namespace {

using std::chrono::days;

constexpr int people = 1'000;
constexpr days two_years{730};
constexpr sys_days first_day_of_all{std::chrono::year{2026} / 1 / 1};

/// One item of one person at one bureau.
struct Item {
    std::string status = "pending";
    bool reinserted = false;
    std::optional<sys_days> mailed;
    std::optional<sys_days> delivered;
    std::optional<sys_days> due;
    std::string_view clock;
    std::optional<sys_days> arrives;  // the letter under way
    std::optional<sys_days> answers;  // when the bureau's answer comes, if one does
    std::string answer;
    int letters = 0;
    std::string_view letter = "dispute_611";
};

class World {
  public:
    explicit World(unsigned seed) : random_(seed), items_(people) {}

    void live() {
        for (today_ = first_day_of_all; today_ < first_day_of_all + two_years; today_ += days{1}) {
            for (auto& item : items_) {
                mail(item);
                bureau(item);
                program(item);
                person(item);
                check(item);
            }
        }
    }

    std::map<std::string, int> moves;
    int answered_late = 0;
    int refused_too_early = 0;

  private:
    bool chance(int percent) { return static_cast<int>(random_() % 100) < percent; }
    days between(int least, int most) {
        return days{least + static_cast<int>(random_() % static_cast<unsigned>(most - least + 1))};
    }

    void move(Item& item, std::string_view to, Mover mover, Evidence evidence) {
        const auto again = to == "verified" && item.status == "deleted";
        const Move wanted{
            item.status, to, again ? Reinserted::yes : Reinserted::no, mover, evidence};
        const auto refused = refusal_of(wanted);
        ASSERT_FALSE(refused) << item.status << " to " << to << ": " << *refused;
        item.status = to;
        item.reinserted = again;
        ++moves[std::string(to)];
    }

    /// A letter arrives: the clock starts now, never before.
    void mail(Item& item) {
        if (item.arrives != today_) return;
        item.arrives.reset();
        item.delivered = today_;
        const auto ends = clock_ends(today_);
        const bool asks_method = item.letter == "method_of_verification";
        item.clock = asks_method ? "C7" : "C1";
        item.due = asks_method ? ends.verification : ends.reinvestigation;
        if (!asks_method) {
            move(item, "investigating", Mover::program, {.letter_was_delivered = true});
        }
        plan_answer(item, asks_method);
    }

    /// Most answer in time, some late, some never.
    void plan_answer(Item& item, bool asks_method) {
        item.answers.reset();
        if (chance(12)) return;
        item.answers =
            chance(85) ? today_ + between(5, asks_method ? 15 : 30) : *item.due + between(1, 40);
        const auto draw = random_() % 100;
        item.answer = draw < 35 ? "deleted" : draw < 55 ? "updated" : "verified";
    }

    void bureau(Item& item) {
        if (item.status == "deleted" && chance(1) && !item.arrives) {
            move(item, "verified", Mover::bureau, {.has_answer = true});
            item.due.reset();
            return;
        }
        if (item.answers != today_) return;
        item.answers.reset();
        if (item.status == "expired") ++answered_late;
        const auto earlier = may_come_from(item.answer, Reinserted::no);
        if (std::find(earlier.begin(), earlier.end(), item.status) == earlier.end()) return;
        move(item, item.answer, Mover::bureau, {.has_answer = true});
        item.due.reset();
    }

    void program(Item& item) {
        if (item.status != "investigating" || !item.due) return;
        const bool has_run_out = *item.due <= last_expired_due(today_);
        const Move wanted{
            item.status,
            "expired",
            Reinserted::no,
            Mover::program,
            {.clock_has_run_out = has_run_out}};
        if (refusal_of(wanted)) {
            ++refused_too_early;
            ASSERT_LE(today_, clocks::last_day_to_wait(*item.due));
            return;
        }
        ASSERT_GT(today_, clocks::last_day_to_wait(*item.due));
        move(item, "expired", Mover::program, {.clock_has_run_out = true});
    }

    /// Does what the next step says, after some days.
    void person(Item& item) {
        if (item.arrives || !chance(8)) return;
        const auto step = step_of(item);
        if (step.letter.empty() || step.letter == "escalation" || item.letters > 6) return;
        const LetterCase letter{step.letter, item.status, item.reinserted};
        const auto early = not_yet(letter);
        ASSERT_FALSE(early) << step.letter << " for " << item.status;
        item.letter = step.letter;
        item.mailed = today_;
        item.delivered.reset();
        item.due.reset();
        item.arrives = today_ + between(2, 9);
        ++item.letters;
        if (item.status != "pending") {
            move(item, "escalated", Mover::program, {.letter_was_mailed = true});
        }
    }

    NextStep step_of(const Item& item) const {
        due_text_ = item.due ? to_string(to_date(*item.due)) : std::string();
        return next_step(
            {.bureau = "Experian",
             .status = item.status,
             .is_reinserted = item.reinserted,
             .is_mailed = item.mailed.has_value(),
             .is_delivered = item.delivered.has_value(),
             .due = due_text_}
        );
    }

    void check(const Item& item) {
        const auto step = step_of(item);
        EXPECT_FALSE(step.text.empty()) << item.status;
        EXPECT_EQ(step.text.find('$'), std::string::npos) << step.text;
        EXPECT_EQ(std::count(step.text.begin(), step.text.end(), '\n'), 0);
        if (item.due) {
            EXPECT_TRUE(item.delivered) << "a clock without a delivery";
        }
        if (item.reinserted) {
            EXPECT_EQ(item.status, "verified");
        }
        if (item.reinserted) {
            EXPECT_EQ(step.letter, "reinsertion_objection");
        }
        if (item.status == "expired") {
            EXPECT_TRUE(item.delivered);
        }
        if (!item.due) return;
        const auto length = *item.due - *item.delivered;
        EXPECT_EQ(length, item.clock == "C7" ? days{15} : days{30});
    }

    std::mt19937 random_;
    std::vector<Item> items_;
    sys_days today_;
    mutable std::string due_text_;
};

TEST(TwoYearsOfBureaus, BreakNoRuleForAThousandPeople) {
    World world(20260101);
    world.live();
    // Every kind of event has happened, or the two years proved nothing.
    for (const auto* status :
         {"investigating", "verified", "deleted", "updated", "escalated", "expired"}) {
        EXPECT_GT(world.moves[status], 50) << status;
    }
    EXPECT_GT(world.answered_late, 10);
    EXPECT_GT(world.refused_too_early, 1'000);
}

TEST(RandomHistories, FollowOnlyTheArrowsOfTheDrawing) {
    std::mt19937 random(7);
    for (int history = 0; history < 2'000; ++history) {
        std::string status = "pending";
        bool reinserted = false;
        for (int step = 0; step < 40; ++step) {
            const Move wanted{
                status,
                statuses[random() % statuses.size()],
                random() % 8 == 0 ? Reinserted::yes : Reinserted::no,
                static_cast<Mover>(random() % 3),
                {.clock_has_run_out = random() % 2 == 0,
                 .letter_was_mailed = random() % 2 == 0,
                 .letter_was_delivered = random() % 2 == 0,
                 .has_answer = random() % 2 == 0}};
            if (refusal_of(wanted)) continue;
            const auto earlier = may_come_from(wanted.to, wanted.reinserted);
            EXPECT_NE(std::find(earlier.begin(), earlier.end(), status), earlier.end());
            EXPECT_NE(status, wanted.to);
            const auto is_result =
                wanted.to == "verified" || wanted.to == "deleted" || wanted.to == "updated";
            if (wanted.to == "expired") {
                EXPECT_TRUE(wanted.evidence.clock_has_run_out);
            }
            if (wanted.mover != Mover::person && is_result) {
                EXPECT_TRUE(wanted.evidence.has_answer);
            }
            if (wanted.mover == Mover::bureau) {
                EXPECT_TRUE(is_result);
            }
            if (wanted.reinserted == Reinserted::yes) {
                EXPECT_EQ(status, "deleted");
            }
            status = wanted.to;
            reinserted = wanted.reinserted == Reinserted::yes;
            if (reinserted) {
                EXPECT_EQ(status, "verified");
            }
        }
    }
}

TEST(LastExpiredDue, AgreesWithTheWaitForEveryDay) {
    for (auto today = first_day_of_all; today < first_day_of_all + two_years; today += days{1}) {
        const auto due = last_expired_due(today);
        EXPECT_LT(clocks::last_day_to_wait(due), today);
        EXPECT_GE(clocks::last_day_to_wait(due + days{1}), today);
    }
}

}  // namespace
}  // namespace fairfile::disputes
