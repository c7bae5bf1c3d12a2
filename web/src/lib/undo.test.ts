import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { deleteSoon, pendingDeletion, undo, undoDelayMs } from "./undo";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const aDeletion = (id: string) => ({ id, message: "", commit: vi.fn(), keep: vi.fn() });

it("deletes when the time to undo is over", () => {
  const deletion = aDeletion("a");
  deleteSoon(deletion);
  vi.advanceTimersByTime(undoDelayMs);
  expect(deletion.commit).toHaveBeenCalledOnce();
  expect(pendingDeletion()).toBeUndefined();
});

it("keeps what is undone", () => {
  const deletion = aDeletion("a");
  deleteSoon(deletion);
  undo();
  vi.advanceTimersByTime(undoDelayMs);
  expect(deletion.commit).not.toHaveBeenCalled();
  expect(deletion.keep).toHaveBeenCalledOnce();
});

it("finishes the first deletion when a second begins", () => {
  const first = aDeletion("a");
  deleteSoon(first);
  deleteSoon(aDeletion("b"));
  expect(first.commit).toHaveBeenCalledOnce();
  expect(pendingDeletion()?.id).toBe("b");
  undo();
});

it("finishes when the page is left", () => {
  const deletion = aDeletion("a");
  deleteSoon(deletion);
  dispatchEvent(new Event("pagehide"));
  expect(deletion.commit).toHaveBeenCalledOnce();
});
