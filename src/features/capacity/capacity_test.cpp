#include "features/capacity/capacity.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace fairfile::capacity {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

PlanReport report_of(PlanOrder order = {}) {
    order.runs.runs = 500;
    auto report = make_plan(order);
    EXPECT_TRUE(report) << (report ? "" : report.error().message);
    return std::move(*report);
}

const PlanRow& row_of(const PlanReport& report, std::string_view table, std::string_view row) {
    for (const auto& each : report.tables) {
        if (each.name != table) continue;
        for (const auto& one : each.rows) {
            if (one.name == row) return one;
        }
    }
    ADD_FAILURE() << "no row " << row << " in " << table;
    static const PlanRow none;
    return none;
}

std::vector<std::int64_t> exact(const PlanRow& row) {
    std::vector<std::int64_t> all;
    for (const auto& cell : row.cells) all.push_back(cell.computed.low);
    return all;
}

std::vector<std::int64_t> whole(const PlanRow& row) {
    std::vector<std::int64_t> all;
    for (const auto& cell : row.cells) all.push_back(whole_dollars(cell.best().low));
    return all;
}

std::string refusal(std::string inputs) {
    PlanOrder order;
    order.inputs = std::move(inputs);
    const auto report = make_plan(order);
    return report ? "accepted" : report.error().message;
}

TEST(Quantities, AreReadWithTheirUnits) {
    EXPECT_EQ(*parse_quantity(Unit::bytes, "5 GB"), 5'000'000'000);
    EXPECT_EQ(*parse_quantity(Unit::bytes, "2.5GB"), 2'500'000'000);
    EXPECT_EQ(*parse_quantity(Unit::bytes, "512 MiB"), 536'870'912);
    EXPECT_EQ(*parse_quantity(Unit::dollars, "$7.50"), 7'500'000);
    EXPECT_EQ(*parse_quantity(Unit::dollars, "$1,234.50"), 1'234'500'000);
    EXPECT_EQ(*parse_quantity(Unit::time, "30 s"), 30'000'000);
    EXPECT_EQ(*parse_quantity(Unit::time, "120 ms"), 120'000);
    EXPECT_EQ(*parse_quantity(Unit::share, "15 %"), 150'000);
}

TEST(Quantities, OfAnotherUnitOrNoneAreRefused) {
    for (const auto* text : {"5", "5 XB", "GB", "", "five GB", "$5 GB", "-5 GB", "1e999 GB"}) {
        EXPECT_FALSE(parse_quantity(Unit::bytes, text)) << text;
    }
    EXPECT_FALSE(parse_quantity(Unit::dollars, "7.50 EUR"));
    EXPECT_FALSE(parse_quantity(Unit::time, "30"));
    EXPECT_FALSE(parse_quantity(Unit::share, "15"));
}

TEST(Quantities, ArePrintedWithCentsAndInWholeDollarsHalfUp) {
    EXPECT_EQ(printed(Unit::dollars, 337'500'000), "$337.50");
    EXPECT_EQ(printed_whole_dollars(337'500'000), "$338");
    EXPECT_EQ(printed_whole_dollars(1'117'500'000), "$1,118");
    EXPECT_EQ(whole_dollars(-1'500'000), -1);
    EXPECT_EQ(whole_dollars(-1'500'001), -2);
    EXPECT_EQ(printed(Unit::bytes, 53'685'000), "53.685 MB");
}

TEST(Plan, IsReproducedInTheWholeDollarsThatItStates) {
    const auto report = report_of();
    const auto line = [&](std::string_view name) {
        return whole(row_of(report, "monthly cost", name));
    };
    EXPECT_THAT(line("api_hosting"), ElementsAre(10, 30, 100, 200));
    EXPECT_THAT(line("workers"), ElementsAre(20, 50, 150, 300));
    EXPECT_THAT(line("gemini"), ElementsAre(5, 50, 250, 500));
    EXPECT_THAT(line("mailing"), ElementsAre(74, 743, 3713, 4500));
    EXPECT_THAT(line("document_ai"), ElementsAre(13, 130, 650, 1300));
    EXPECT_THAT(line("total"), ElementsAre(134, 1118, 5058, 7145));
    const auto revenue = [&](std::string_view name) {
        return whole(row_of(report, "monthly revenue", name));
    };
    EXPECT_THAT(revenue("revenue"), ElementsAre(338, 3375, 16875, 33750));
    EXPECT_THAT(revenue("profit"), ElementsAre(204, 2257, 11817, 26555));
}

TEST(Plan, HasItsExactCentsBesideThem) {
    const auto report = report_of();
    const auto& total = row_of(report, "monthly cost", "total");
    EXPECT_EQ(total.cells[0].computed.low, 132'250'000);
    EXPECT_EQ(total.cells[1].computed.low, 1'117'500'000);
    EXPECT_EQ(total.cells[2].computed.low, 5'057'500'000);
    EXPECT_EQ(total.cells[3].computed.low, 7'145'000'000);
    EXPECT_EQ(total.cells[3].computed.high, 7'170'000'000);
}

TEST(Plan, HasGrowthTrafficRowsAndSizesOfItsDrivers) {
    const auto report = report_of();
    EXPECT_THAT(
        exact(row_of(report, "growth", "tradelines")), ElementsAre(3000, 30000, 150000, 300000)
    );
    EXPECT_THAT(
        exact(row_of(report, "growth", "mailed letters a month")), ElementsAre(45, 450, 2250, 4500)
    );
    EXPECT_THAT(
        exact(row_of(report, "traffic", "requests a second at the peak")),
        ElementsAre(1, 10, 50, 100)
    );
    EXPECT_THAT(
        exact(row_of(report, "rows", "status_history")), ElementsAre(1500, 15000, 75000, 150000)
    );
    EXPECT_THAT(exact(row_of(report, "connections", "connections")), ElementsAre(20, 60, 200, 400));
    EXPECT_THAT(
        exact(row_of(report, "object storage", "size")),
        ElementsAre(1'000'000'000, 10'000'000'000, 50'000'000'000, 100'000'000'000)
    );
    EXPECT_EQ(exact(row_of(report, "database size", "total"))[3], 5'368'499'500);
}

TEST(Plan, DiffersFromItsOwnStatementsOnlyWhereItIsWrong) {
    const auto report = report_of();
    std::set<std::string> wrong;
    for (const auto& table : report.tables) {
        for (const auto& row : table.rows) {
            for (std::size_t i = 0; i < row.cells.size(); ++i) {
                if (!row.cells[i].agrees(row.unit)) wrong.insert(row.name + std::to_string(i));
            }
        }
    }
    EXPECT_EQ(
        wrong, (std::set<std::string>{"document_ai0", "total0", "total1", "total2", "total3"})
    );
}

TEST(PlanErrors, AreAllFoundWithTheCorrectedFigure) {
    const auto report = report_of();
    std::map<std::string, std::string> found;
    for (const auto& error : report.errors) {
        found[error.rule + " " + error.phase] = error.stated + " -> " + error.corrected;
    }
    EXPECT_EQ(found["cost_total month-24"], "$7,195 -> $7,145 to $7,170");
    EXPECT_EQ(found["cost_line month-6"], "$15 -> $13.00");
    EXPECT_EQ(found["pages_per_upload month-24"], "$1,300.00 -> $39,000.00");
    EXPECT_EQ(found["score_rows_per_month "], "12,000 a month -> 1,000 a month");
    EXPECT_EQ(found["score_row_size month-24"], "10 GB -> 87.84 MB");
    EXPECT_EQ(found["score_snapshots month-18"], "180,000 rows -> 30,000 rows");
    EXPECT_EQ(found["database_size month-24"], "50 GB -> 5.368 GB");
    EXPECT_EQ(found["index_size month-24"], "5 GB -> 3.685 GB");
    EXPECT_EQ(found["uploads month-24"], "1,000 a day -> 667 a day");
    EXPECT_EQ(found["cold_storage "], "90 days -> never");
    EXPECT_EQ(found["limiter month-12"], "hybrid -> redis");
    EXPECT_THAT(found["tier_limit month-24"], HasSubstr("month 13"));
}

TEST(PlanErrors, GoWhenTheFigureIsMended) {
    const auto report = report_of({.inputs = R"({"limiter_by_phase": {"month-12": "redis"}})"});
    for (const auto& error : report.errors) EXPECT_NE(error.rule, "limiter");
}

TEST(PlanInputs, LieOverTheBuiltInPlanAtEveryLevel) {
    const auto letter =
        report_of({.inputs = R"({"unit_prices_usd": {"lob_per_letter": "$2.00"}})"});
    EXPECT_EQ(letter.plan.prices.lob_letter, 2'000'000);
    EXPECT_EQ(letter.plan.prices.usps_letter, 1'000'000);
    EXPECT_EQ(letter.plan.letter_cost_in("month-6"), 2'000'000);
    EXPECT_EQ(letter.plan.letter_cost_in("month-24"), 1'000'000);

    const auto phases =
        report_of({.inputs = R"({"phases": [{"name": "month-24", "active_users": 20000}]})"});
    ASSERT_EQ(phases.plan.phases.size(), 1U);
    EXPECT_EQ(phases.plan.phases[0].users, 20'000);
    EXPECT_EQ(phases.plan.phases[0].workers, 30);

    const auto row = report_of({.inputs = R"({"rows": {"month-24": {"tradelines": 1}}})"});
    EXPECT_EQ(row.plan.rows.at("month-24").at("tradelines"), 1);
    EXPECT_EQ(row.plan.rows.at("month-24").at("users"), 10'000);
}

TEST(PlanInputs, TakeEverySectionOfAPlanAsData) {
    const auto report = report_of({.inputs = R"({
        "about": "a plan", "target_latency_ms": {"dashboard": 200},
        "letter_price_by_phase": {"month-24": ["usps", 1.25]},
        "object_storage_plan": {"average_pdf": "4MB", "month-24": {"pdfs": 21000, "size": "84GB"}},
        "triggers": [{"when": "cpu > 70%", "then": "add one"},
            {"when": "database > 60 GB", "then": "partition"},
            {"when": "database > 7 GB", "then": "leave"},
            {"when": "object storage > 200 GB", "then": "move"},
            {"when": "database connections > 75% of pool", "then": "grow"}]})"});
    const auto& habits = report.plan.habits;
    EXPECT_EQ(report.plan.letter_cost_in("month-24"), 1'250'000);
    EXPECT_EQ(habits.pdf_bytes, 4'000'000);
    EXPECT_EQ(report.plan.phase("month-24")->object_bytes, 84'000'000'000);
    EXPECT_EQ(report.plan.phase("month-24")->uploads_a_month, 21'000);
    EXPECT_EQ(habits.database_trigger, 7'000'000'000);
    EXPECT_EQ(habits.partition_trigger, 60'000'000'000);
    EXPECT_EQ(habits.object_trigger, 200'000'000'000);
    EXPECT_EQ(habits.pool_trigger, 750'000);
    EXPECT_THAT(report.plan.no_effect, testing::ElementsAre("about", "target_latency_ms"));
    EXPECT_THAT(to_text(report), HasSubstr("Nothing is computed with"));
}

TEST(PlanInputs, RefuseWhatThePlanDoesNotKnow) {
    EXPECT_EQ(
        refusal(R"({"unit_prices": {}})"),
        "unit_prices: is not part of a plan; did you mean unit_prices_usd?"
    );
    EXPECT_EQ(
        refusal(R"({"unit_prices_usd": {"lob_per_leter": 2}})"),
        "unit_prices_usd.lob_per_leter: is not part of a plan; did you mean lob_per_letter?"
    );
    EXPECT_EQ(
        refusal(R"({"tier_limits": {"pro": {"prise": 30}}})"),
        "tier_limits.pro.prise: is not part of a plan; did you mean price?"
    );
    EXPECT_EQ(
        refusal(R"({"rows": {"month-24": {"tradeline": 1}}})"),
        "rows.month-24.tradeline: is not part of a plan; did you mean tradelines?"
    );
    EXPECT_THAT(
        refusal(R"({"monthly_cost_usd": {"month-6": {"rediss": 1}}})"), HasSubstr("mean redis?")
    );
    EXPECT_THAT(
        refusal(R"({"monthly_revenue_usd": {"month-6": {"mail": 1}}})"), HasSubstr("mean mailed?")
    );
    EXPECT_THAT(
        refusal(R"({"object_storage_plan": {"month-6": {"sizes": "1GB"}}})"),
        HasSubstr("mean size?")
    );
    EXPECT_EQ(refusal(R"({"xyzzy": 1})"), "xyzzy: is not part of a plan");
    EXPECT_EQ(refusal(R"({"rows": {"month-30": {}}})"), "rows.month-30: there is no such phase");
    EXPECT_EQ(
        refusal(R"({"triggers": [{"when": "database grows", "then": "x"}]})"),
        "triggers[0].when: must be like 'database > 6 GB'"
    );
    EXPECT_THAT(refusal(R"({"mail_conversion": 9})"), HasSubstr("more than all of them"));
    EXPECT_EQ(
        refusal(R"({"scenarios": [{"name": "a", "mail_conversion": 9}]})"),
        "scenarios[0].mail_conversion: is more than all of them"
    );
    EXPECT_EQ(
        refusal(R"({"scenarios": [{"name": "a"}, {"name": "a"}]})"),
        "scenarios[1].name: 'a' stands twice"
    );
}

TEST(PlanInputs, SayWhereTheyMakeNoSense) {
    EXPECT_THAT(refusal("[]"), HasSubstr("not a JSON object"));
    EXPECT_THAT(refusal(R"({"phases": []})"), HasSubstr("phases: must be a list"));
    EXPECT_THAT(
        refusal(R"({"phases": [{"name": "month-6", "active_users": -1}]})"),
        HasSubstr("phases[0].active_users: must not be negative")
    );
    EXPECT_THAT(
        refusal(R"({"phases": [{"name": "month-6", "active_user": 1}]})"),
        HasSubstr("phases[0].active_user: is not a field")
    );
    EXPECT_THAT(refusal(R"({"tier_limits": {"pro": {"database": "8 XB"}}})"), HasSubstr("5 GB"));
    EXPECT_THAT(
        refusal(R"({"tier_limits": {"pro": {"database": 8}}})"), HasSubstr("write the unit")
    );
    EXPECT_THAT(refusal(R"({"mail_conversion": "150 %"})"), HasSubstr("mail_conversion"));
    EXPECT_THAT(
        refusal(R"({"scenarios": [{"name": "a", "pages": 1}]})"), HasSubstr("scenarios[0].pages")
    );
    EXPECT_THAT(
        refusal(R"({"scenarios": [{"stack": "measured"}]})"), HasSubstr("scenarios[0].name")
    );
}

TEST(PlanInputs, RefuseAMonthThatStandsTwiceAndATierThatDoesNotExist) {
    auto plan = boost::json::parse(built_in_plan()).as_object();
    auto& phases = plan["phases"].as_array();
    phases.push_back(phases.front());
    EXPECT_THAT(refusal(boost::json::serialize(plan)), HasSubstr("month-6 stands twice"));
    plan = boost::json::parse(built_in_plan()).as_object();
    plan["phases"].as_array()[2].as_object()["database_tier"] = "gold";
    EXPECT_THAT(refusal(boost::json::serialize(plan)), HasSubstr("there is no tier 'gold'"));
}

TEST(PlanOfOnePhase, HasItsColumnAloneAndRefusesUnknownOnes) {
    const auto report = report_of({.phase = "month-18"});
    EXPECT_EQ(row_of(report, "growth", "active users").cells.size(), 1U);
    EXPECT_EQ(exact(row_of(report, "growth", "active users")).front(), 5000);
    EXPECT_EQ(report.queues.size(), 1U);
    EXPECT_FALSE(make_plan({.phase = "month-7"}));
}

TEST(Forecast, MeetsThePlanAtItsPhases) {
    const auto report = report_of();
    const auto& months = report.scenarios.front().forecast.months;
    ASSERT_EQ(months.size(), 36U);
    EXPECT_EQ(months[23].figures.users, 10000);
    EXPECT_DOUBLE_EQ(months[23].instances, 20);
    EXPECT_DOUBLE_EQ(months[23].workers, 30);
    EXPECT_NEAR(months[23].revenue, 33750, 1e-6);
    // 25 GB is over the pro tier, and the tier above has no price: $25 less than the plan says.
    EXPECT_FALSE(months[17].priced);
    EXPECT_NEAR(months[17].total(), 5032.50, 1e-6);
}

double cost_of(const Month& month, CostPart part) {
    return month.cost[static_cast<std::size_t>(part)];
}

TEST(Forecast, PricesWhatBothStacksRentAlike) {
    const auto report = report_of();
    const auto& planned = report.scenarios[0].forecast.months[23];
    const auto& measured = report.scenarios[1].forecast.months[23];
    EXPECT_DOUBLE_EQ(cost_of(measured, CostPart::redis), 100);
    EXPECT_DOUBLE_EQ(cost_of(measured, CostPart::cdn), 20);
    EXPECT_DOUBLE_EQ(cost_of(measured, CostPart::monitoring), 200);
    for (const auto part : {CostPart::redis, CostPart::cdn, CostPart::monitoring}) {
        EXPECT_DOUBLE_EQ(cost_of(planned, part), cost_of(measured, part));
    }
    // 100 kB a person and 100 GB of files are within the pro tier.
    EXPECT_EQ(measured.tier, "pro");
    EXPECT_EQ(measured.figures.database_bytes, 1'000'000'000);
    EXPECT_DOUBLE_EQ(cost_of(measured, CostPart::database), 25);
}

TEST(Forecast, SaysThatATierHasNoPrice) {
    const auto report = report_of();
    const auto& without = report.scenarios.front().forecast.months[23];
    EXPECT_EQ(without.tier, "enterprise");
    EXPECT_FALSE(without.priced);
    // 5 GB in month 12 grow to 25 GB in month 18: 8 GB are passed between month 13 and 14.
    EXPECT_THAT(to_text(report), HasSubstr("the plan's stack: from month 14"));
    const auto json = boost::json::parse(to_json(report));
    const auto& month = json.at("scenarios").at(0).at("months").at(23);
    EXPECT_TRUE(month.at("cost").at("database and storage").is_null());
    EXPECT_FALSE(month.at("all_priced").as_bool());

    const auto priced = report_of({.inputs = R"({"tier_limits": {"enterprise": {"price": 599}}})"});
    const auto& with = priced.scenarios.front().forecast.months[23];
    EXPECT_TRUE(with.priced);
    EXPECT_NEAR(with.total() - without.total(), 599, 1e-6);
}

TEST(Forecast, CarriesAScenariosUsersToSizesAndTiers) {
    const auto report = report_of({.inputs = R"({"tier_limits": {"enterprise": {"price": 599}},
        "scenarios": [{"name": "few", "users": "10 %"}, {"name": "many", "users": "300 %"}]})"});
    const auto& few = report.scenarios[2].forecast.months[23];
    const auto& many = report.scenarios[3].forecast.months[23];
    EXPECT_EQ(few.figures.users, 1'000);
    EXPECT_EQ(few.figures.database_bytes, 5'000'000'000);
    EXPECT_EQ(few.figures.object_bytes, 10'000'000'000);
    EXPECT_EQ(few.tier, "pro");
    EXPECT_EQ(few.figures.mailed, 450);
    EXPECT_DOUBLE_EQ(cost_of(few, CostPart::redis), 20);
    EXPECT_EQ(many.figures.database_bytes, 150'000'000'000);
    EXPECT_EQ(many.tier, "enterprise");
    EXPECT_NEAR(cost_of(many, CostPart::redis), 300, 1e-6);

    // The runs take the same way: one month's money is the month's in full.
    const GrowthCurve curve(report.plan, {});
    const MoneyModel model(report.plan, curve);
    EXPECT_DOUBLE_EQ(model.month(24, report.scenarios[2].forecast.assumptions).cost, few.total());
    EXPECT_DOUBLE_EQ(model.month(24, report.scenarios[3].forecast.assumptions).cost, many.total());
}

TEST(Forecast, SaysInWhichMonthEachTriggerFiresFirst) {
    const auto report = report_of();
    const auto& forecast = report.scenarios.front().forecast;
    std::map<std::string, int> fired;
    for (const auto& firing : forecast.triggers) {
        if (firing.month) fired[firing.trigger] = *firing.month;
    }
    EXPECT_EQ(fired["database over 6 GB"], 13);
    EXPECT_EQ(fired["connections at 80 % of the tier"], 24);
    EXPECT_EQ(fired["database over 50 GB"], 25);
    EXPECT_EQ(forecast.binding, forecast.triggers.front().trigger);
}

const Firing& firing_of(const PlanReport& report, std::string_view start) {
    const auto& fired = report.scenarios.front().forecast.triggers;
    const auto found = std::find_if(fired.begin(), fired.end(), [start](const Firing& firing) {
        return firing.trigger.starts_with(start);
    });
    EXPECT_NE(found, fired.end()) << start;
    return *found;
}

TEST(Forecast, SaysWhyATriggerCannotBeTold) {
    const auto report = report_of();
    for (const auto* start : {"processors of", "API response", "replication lag"}) {
        EXPECT_FALSE(firing_of(report, start).month);
        EXPECT_FALSE(firing_of(report, start).untold.empty());
    }
    EXPECT_THAT(to_text(report), HasSubstr("cannot be told: replicas are not modelled"));
}

TEST(Forecast, TellsWhenWorkersAreOverrun) {
    EXPECT_FALSE(firing_of(report_of(), "reports waiting").month);
    // A hundred times the uploads of a day for the same thirty workers: more than they can read.
    const auto report = report_of({.inputs = R"({"phases": [{"name": "month-12"},
            {"name": "month-24", "uploads_per_day": 100000}]})"});
    EXPECT_TRUE(firing_of(report, "reports waiting").month);
    EXPECT_TRUE(firing_of(report, "reports waiting").untold.empty());
}

TEST(Growth, IsReadFromATableOfMonths) {
    const auto users = read_growth_csv("month,users\n1,10\n3,30\n4,100\n");
    ASSERT_TRUE(users);
    EXPECT_THAT(*users, ElementsAre(10, 20, 30, 100));
    for (const auto* bad : {"", "1;2", "0,5", "1,-5", "1,5\n1,6", "1,many", "1.5,3"}) {
        EXPECT_FALSE(read_growth_csv(bad)) << bad;
    }
}

TEST(Growth, AsAnSCurveStaysBelowItsCeiling) {
    const auto plan = read_plan("{}");
    ASSERT_TRUE(plan);
    const GrowthCurve curve(*plan, {.kind = GrowthKind::s_curve, .ceiling = 20'000});
    EXPECT_NEAR(curve.users_at(6), 100, 1e-6);
    EXPECT_NEAR(curve.users_at(24), 10'000, 1e-6);
    EXPECT_LT(curve.users_at(36), 20'000);
    EXPECT_GT(curve.users_at(36), curve.users_at(30));
}

TEST(Waiting, FollowsErlang) {
    // M/M/1 at 80 %: four services; M/M/2 at 50 %: one waits in three, a third of a service.
    EXPECT_NEAR(mgc_waiting({0.8, 1, 1, 1}).mean, 4, 1e-9);
    EXPECT_NEAR(mgc_waiting({1, 1, 1, 2}).mean, 1.0 / 3, 1e-9);
    EXPECT_NEAR(mgc_waiting({0.8, 1, 0, 1}).mean, 2, 1e-9);  // M/D/1 waits half as long
    EXPECT_TRUE(std::isinf(mgc_waiting({2, 1, 1, 1}).mean));
    EXPECT_EQ(mgc_waiting({0, 1, 1, 1}).p95, 0);
}

TEST(SimulatedDay, WaitsAsTheFormulaSays) {
    DayPlan day;
    day.service = 45;
    day.peak = 1;
    day.scaler.least = day.scaler.most = 4;
    day.jobs = 0.85 * 4 / 45 * 86'400;
    double p95 = 0;
    constexpr int days = 40;
    for (int seed = 1; seed <= days; ++seed) {
        day.seed = static_cast<std::uint64_t>(seed);
        day.high_share = 1;
        day.low_share = 0;
        p95 += simulate_day(day).p95 / days;
    }
    const auto formula = mgc_waiting({day.jobs / 86'400, 45, 4.0 / 9, 4});
    EXPECT_NEAR(p95 / formula.p95, 1, 0.15);
}

TEST(SimulatedDay, GrowsWithTheLoadAndLetsTheUrgentGoFirst) {
    DayPlan day;
    day.jobs = 6000;
    day.service = 45;
    const auto result = simulate_day(day);
    EXPECT_GT(result.workers_most, 4);
    EXPECT_LE(result.workers_most, day.scaler.most);
    EXPECT_LE(result.p95_high, result.p95);
    EXPECT_NEAR(static_cast<double>(result.jobs), day.jobs, 400);
    EXPECT_EQ(simulate_day(day).p95, result.p95);
}

TEST(Uncertainty, IsTheSameForTheSameSeedAndOrdered) {
    const auto one = report_of().uncertainty.front();
    const auto other = report_of().uncertainty.front();
    EXPECT_EQ(one.profit_of_all_months.p50, other.profit_of_all_months.p50);
    for (const auto& month : one.profit) {
        EXPECT_LE(month.p10, month.p50);
        EXPECT_LE(month.p50, month.p90);
    }
    const auto width = [](const Swing& swing) { return std::abs(swing.at_high - swing.at_low); };
    for (std::size_t i = 1; i < one.tornado.size(); ++i) {
        EXPECT_GE(width(one.tornado[i - 1]), width(one.tornado[i]));
    }
}

TEST(Scenarios, ChangeWhatTheySay) {
    const auto report = report_of({.inputs = R"({"scenarios": [
        {"name": "dear mail", "letter_cost": "$3.00"},
        {"name": "half", "stack": "measured", "users": "50 %"}]})"});
    ASSERT_EQ(report.scenarios.size(), 4U);
    const auto& planned = report.scenarios[0].forecast.months[23];
    const auto& dear = report.scenarios[2].forecast.months[23];
    EXPECT_NEAR(dear.total() - planned.total(), 4500 * 2.0, 1e-6);
    EXPECT_NEAR(report.scenarios[3].forecast.months[23].revenue, 33750 / 2.0, 1e-6);
}

TEST(PlanOutput, IsJsonAndCsvThatCanBeRead) {
    const auto report = report_of();
    const auto json = boost::json::parse(to_json(report));
    EXPECT_EQ(json.at("tables").as_array().size(), report.tables.size());
    EXPECT_EQ(json.at("scenarios").as_array()[0].at("months").as_array().size(), 36U);
    const auto csv = to_csv(report);
    EXPECT_THAT(csv, HasSubstr("monthly cost,mailing,usd,month-6,74.00,74.00,74.25,74.25,yes\r\n"));
    EXPECT_THAT(to_text(report), HasSubstr("What is wrong in the plan"));
}

}  // namespace
}  // namespace fairfile::capacity
