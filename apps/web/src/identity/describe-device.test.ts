import { expect, test } from "vitest";
import { describeDevice } from "./describe-device.ts";

test.each([
  [
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36",
    { name: "Chrome on Linux", isHandheld: false },
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
    { name: "Safari on iPhone", isHandheld: true },
  ],
  ["Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0", { name: "Firefox on Android", isHandheld: true }],
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
    { name: "Microsoft Edge on Windows", isHandheld: false },
  ],
  ["curl/8.5.0", { name: "curl", isHandheld: false }],
  ["node", { name: "node", isHandheld: false }],
  ["", { name: "Unknown device", isHandheld: false }],
  [null, { name: "Unknown device", isHandheld: false }],
])("%s is called what a person would call it", (userAgent, device) => {
  expect(describeDevice(userAgent)).toEqual(device);
});
