// An EventSource whose events the test sends.
import { expect, vi } from "vitest";

export class FakeEvents extends EventTarget {
  static opened: FakeEvents[] = [];
  closed = false;

  constructor(readonly url: string) {
    super();
    FakeEvents.opened.push(this);
  }

  static async first(): Promise<FakeEvents> {
    await expect.poll(() => FakeEvents.opened.length).toBeGreaterThan(0);
    return FakeEvents.opened[0] as FakeEvents;
  }

  close(): void {
    this.closed = true;
  }

  send(name: string, data: unknown): void {
    this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data) }));
  }
}

export function fakeEvents(): void {
  FakeEvents.opened = [];
  vi.stubGlobal("EventSource", FakeEvents);
}
