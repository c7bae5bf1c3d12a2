import { expect, it } from "vitest";
import { deviceName } from "./device_name";

it.each([
  ["Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/140 Safari/537 Edg/140", "Edge on Windows"],
  ["Mozilla/5.0 (Linux; Android 15) AppleWebKit Chrome/140 Safari/537", "Chrome on Android"],
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 18 like Mac OS X) Safari/605", "Safari on iPhone or iPad"],
  ["curl/8.5.0", "curl"],
])("calls %s %s", (userAgent, name) => {
  expect(deviceName(userAgent)).toBe(name);
});

it("has no name for a device that says nothing", () => {
  expect(deviceName(null)).toBeUndefined();
});
