#include "features/dashboard/dashboard.hpp"
#include "features/disputes/disputes.hpp"
#include "features/letters/letters.hpp"
#include "features/mailings/mailings.hpp"
#include "features/maintenance/maintenance.hpp"
#include "features/notifications/notifications.hpp"
#include "features/reports/reports.hpp"
#include "features/scores/scores.hpp"
#include "features/search/search.hpp"
#include "features/tradelines/tradelines.hpp"
#include "features/users/users.hpp"
#include "infra/jobs/jobs.hpp"
#include "infra/postgres/server_figures.hpp"
#include "tests/support/postgres_server.hpp"

#include <gtest/gtest.h>

#include <set>

namespace fairfile {
namespace {

std::vector<const postgres::Statement*> all_statements() {
    std::vector<const postgres::Statement*> all;
    for (const auto& slice :
         {jobs::statements(),
          users::statements(),
          tradelines::statements(),
          scores::statements(),
          reports::statements(),
          letters::statements(),
          disputes::statements(),
          mailings::statements(),
          notifications::statements(),
          maintenance::statements(),
          dashboard::statements(),
          search::statements(),
          postgres::server_figure_statements()}) {
        all.insert(all.end(), slice.begin(), slice.end());
    }
    return all;
}

TEST(Statements, AllFitTheMigratedSchema) {
    const test::TestDatabase database;
    for (const auto* statement : all_statements()) {
        const auto sql =
            "prepare checked as " + std::string(statement->sql) + "; deallocate checked";
        EXPECT_NO_THROW(database.execute(sql)) << statement->name;
    }
}

TEST(Statements, HaveNamesOfTheirOwn) {
    std::set<std::string_view> names;
    for (const auto* statement : all_statements()) {
        EXPECT_TRUE(names.insert(statement->name).second) << statement->name;
    }
}

TEST(Statements, NameTheOwnerWhereverTheyTouchPeoplesData) {
    for (const auto* statement : all_statements()) {
        // The worker's looks for clocks that have run out and for letters at a provider serve
        // everybody; they see ids only.
        if (statement->name == "disputes.run_out" || statement->name == "orders.accepted") continue;
        const std::string_view sql = statement->sql;
        for (const std::string_view table :
             {"from tradelines",
              "from credit_reports",
              "update credit_reports",
              "from dispute_tracking",
              "update dispute_tracking",
              "from letters",
              "update letters",
              "from mailing_records",
              "update mailing_records",
              "from notifications",
              "update notifications",
              "delete from findings"}) {
            if (sql.find(table) == std::string_view::npos) continue;
            EXPECT_NE(sql.find("user_id = $1"), std::string_view::npos) << statement->name;
        }
    }
}

}  // namespace
}  // namespace fairfile
