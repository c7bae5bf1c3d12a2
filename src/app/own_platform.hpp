// `up` as a child on a folder of its own, for as long as the object lives: a platform to measure.
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"
#include "features/synthetic/synthetic.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <sys/types.h>
#include <vector>

namespace fairfile::app {

class OwnPlatform {
  public:
    /// Waits until the sample has gone through it.
    static Result<std::unique_ptr<OwnPlatform>> start();
    ~OwnPlatform();
    OwnPlatform(const OwnPlatform&) = delete;
    OwnPlatform& operator=(const OwnPlatform&) = delete;

    std::string url() const;
    /// A superuser's connection to its database.
    Secret owner() const;
    /// It takes tokens of synthetic::world_issuer that are signed with this.
    const Secret& token_secret() const { return token_secret_; }
    /// The server, the worker and PostgreSQL.
    std::vector<synthetic::Watched> processes() const;

  private:
    OwnPlatform() = default;
    Result<void> wait_until_up();

    std::filesystem::path folder_;
    int port_ = 0;
    pid_t child_ = 0;
    Secret token_secret_;
};

}  // namespace fairfile::app
