// What can be observed here, as log line and metric. Ids are random; contents are never named.
#pragma once

#include "infra/blob/blob.hpp"

namespace fairfile::blob {

class BlobEvents {
  public:
    BlobEvents(metrics::Registry& metrics, log::Log& log);

    void stored(std::size_t content_bytes, std::size_t sealed_bytes);
    void fetched(std::size_t content_bytes);
    void removed();
    /// Everything but `missing`, which is an answer.
    void failed(std::string_view operation, const Error& error);

  private:
    metrics::Counter& content_bytes_;
    metrics::Counter& sealed_bytes_;
    metrics::Counter& fetched_bytes_;
    metrics::Counter& removed_;
    metrics::Counter& failed_;
    log::Log& log_;
};

}  // namespace fairfile::blob
