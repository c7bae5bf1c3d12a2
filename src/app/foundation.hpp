// What every long-running role stands on, built in order: clock, log, metrics, loops, pools,
// database, keys, files, cage. A role owns one and passes each part only what it needs.
#pragma once

#include "app/observers.hpp"
#include "app/secrets.hpp"
#include "app/settings.hpp"
#include "features/users/users.hpp"
#include "infra/blob/blob.hpp"
#include "infra/crypto/key_store.hpp"
#include "infra/log/log.hpp"
#include "infra/metrics/metrics.hpp"
#include "infra/postgres/pool.hpp"
#include "infra/runtime/runtime.hpp"
#include "infra/sandbox/sandbox.hpp"

#include <memory>

namespace fairfile::app {

struct FoundationNeeds {
    const Settings& settings;
    const Secret& database_url;
    std::size_t loops = 1;
};

class Foundation {
  public:
    /// Fails with what is missing. The cage was started before any thread.
    static Result<std::unique_ptr<Foundation>> build(FoundationNeeds needs, sandbox::Sandbox cage);
    ~Foundation();

    runtime::SystemClock clock;
    std::unique_ptr<log::Log> log;
    metrics::Registry metrics;
    runtime::EventLoops loops;
    runtime::CpuPool pool;     // files, pictures, compression
    runtime::CpuPool hashing;  // passwords: 19 MiB and 30 ms each
    sandbox::Sandbox cage;
    Secrets secrets;
    StatementObserver statements;
    std::unique_ptr<postgres::DatabasePool> database;
    std::unique_ptr<crypto::DirectoryKeyStore> keys;
    std::unique_ptr<blob::BlobStore> files;
    users::UnitLimits limits;
    crypto::Key matching_key;
    crypto::Key link_key;

    Foundation(const Foundation&) = delete;
    Foundation& operator=(const Foundation&) = delete;

  private:
    Foundation(const FoundationNeeds& needs, sandbox::Sandbox cage, Secrets secrets);
    void show_pool();
};

std::size_t core_count(const Settings& settings);

}  // namespace fairfile::app
