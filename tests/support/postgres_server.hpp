// A real PostgreSQL for tests: one throwaway server per test program, started when first asked for
// and gone with the program, however that ends. It is copied from a cluster with the migrations
// applied, made once per machine and state of the migrations.
#pragma once

#include "base/secret.hpp"
#include "infra/postgres/embedded.hpp"
#include "infra/postgres/postgres.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace fairfile::test {

/// The program's server. Throws when it cannot be started.
postgres::EmbeddedServer& postgres_server();

/// A folder that goes with the test program, in reach of the server's user.
const std::filesystem::path& server_folder();

/// A database of the test's own, dropped with the object.
class TestDatabase {
  public:
    enum class Content { migrated, empty };

    explicit TestDatabase(Content content = Content::migrated);
    ~TestDatabase();
    TestDatabase(const TestDatabase&) = delete;
    TestDatabase& operator=(const TestDatabase&) = delete;

    const std::string& name() const { return name_; }
    /// "fairfile_api", "fairfile_worker", "fairfile_owner", "fairfile_auditor", or the superuser
    /// "postgres".
    Secret connection_string(std::string_view role) const;

    /// As the superuser, on a connection of its own; throws when PostgreSQL refuses.
    postgres::Rows execute(const std::string& sql) const;

  private:
    std::string name_;
};

}  // namespace fairfile::test
