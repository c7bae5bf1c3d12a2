// Something that will be deleted shortly and can still be kept. It goes at the end of the delay,
// when dismissed, or when the page is left; one at a time.
export interface Pending {
  id: string;
  message: string;
  commit: () => Promise<void> | void;
  keep: () => void;
}

export const undoDelayMs = 10_000;

let pending: Pending | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function change(next: Pending | undefined): void {
  clearTimeout(timer);
  pending = next;
  for (const listener of listeners) listener();
}

export function pendingDeletion(): Pending | undefined {
  return pending;
}

export function onPendingChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function deleteSoon(next: Pending): void {
  commitNow();
  change(next);
  timer = setTimeout(commitNow, undoDelayMs);
}

export function commitNow(): void {
  const committing = pending;
  if (!committing) return;
  change(undefined);
  void committing.commit();
}

export function undo(): void {
  const kept = pending;
  change(undefined);
  kept?.keep();
}

addEventListener("pagehide", commitNow);
