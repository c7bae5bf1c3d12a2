#include "infra/blob/blob_events.hpp"

namespace fairfile::blob {

BlobEvents::BlobEvents(metrics::Registry& metrics, log::Log& log)
    : content_bytes_(metrics.counter(
          "fairfile_blob_stored_bytes_total", "Bytes of files stored, before packing and sealing."
      )),
      sealed_bytes_(metrics.counter(
          "fairfile_blob_sealed_bytes_total", "Bytes of files as they were written."
      )),
      fetched_bytes_(
          metrics.counter("fairfile_blob_fetched_bytes_total", "Bytes of files handed out.")
      ),
      removed_(metrics.counter("fairfile_blob_removed_total", "Files removed.")),
      failed_(metrics.counter("fairfile_blob_failed_total", "Operations on files that failed.")),
      log_(log) {}

void BlobEvents::stored(std::size_t content_bytes, std::size_t sealed_bytes) {
    content_bytes_.add(content_bytes);
    sealed_bytes_.add(sealed_bytes);
}

void BlobEvents::fetched(std::size_t content_bytes) {
    fetched_bytes_.add(content_bytes);
}

void BlobEvents::removed() {
    removed_.add();
}

void BlobEvents::failed(std::string_view operation, const Error& error) {
    if (error.kind == Failure::missing) return;
    failed_.add();
    log_.error(
        "blob.failed",
        {{"operation", operation}, {"code", error.code}, {"detail", std::string_view(error.detail)}}
    );
}

}  // namespace fairfile::blob
