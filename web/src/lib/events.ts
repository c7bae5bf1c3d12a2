import type { Schemas } from "./api/client";

export type Progress = Schemas["Progress"];

interface Watch {
  onProgress: (progress: Progress) => void;
  onEnd: () => void;
}

// Follows a report being read until it is done or has failed; the browser reconnects by itself
// when the line drops. Returns how to stop.
export function watchReport(id: string, watch: Watch): () => void {
  const source = new EventSource(`/api/v1/credit-reports/${id}/events`);
  const end = () => {
    source.close();
    watch.onEnd();
  };
  source.addEventListener("progress", (event) => {
    watch.onProgress(JSON.parse((event as MessageEvent<string>).data) as Progress);
  });
  source.addEventListener("done", end);
  source.addEventListener("failed", end);
  return () => source.close();
}
