import { expect, test } from "vitest";
import { AUTH_TOKEN, signAsTwilio } from "../test/fake-twilio.ts";
import { readTwilioCallback } from "./read-callback.ts";

const URL_CALLED = "https://app.test/providers/twilio/status?campaign=7";

function callback(fields: Record<string, string>, options: { signature?: string; url?: string; body?: string } = {}) {
  const headers = new Headers({ "x-twilio-signature": options.signature ?? signAsTwilio(URL_CALLED, fields) });
  const body = options.body ?? new URLSearchParams(fields).toString();
  return readTwilioCallback({ url: options.url ?? URL_CALLED, headers, body }, AUTH_TOKEN);
}

const report = {
  MessageSid: "SM00000000000000000000000000000001",
  MessageStatus: "delivered",
  To: "+15550100001",
  AccountSid: "AC1",
};

test.each([
  ["sent", "sent"],
  ["delivered", "delivered"],
  ["read", "delivered"],
  ["undelivered", "failed"],
  ["failed", "failed"],
  ["canceled", "failed"],
])("the status %s is reported as %s", async (MessageStatus, status) => {
  expect(await callback({ ...report, MessageStatus })).toEqual({
    kind: "report",
    id: report.MessageSid,
    status,
    errorCode: null,
    costMicros: null,
  });
});

test.each(["accepted", "queued", "sending", "scheduled", "a word of next year"])(
  "the status %s tells nothing yet",
  async (MessageStatus) => {
    expect(await callback({ ...report, MessageStatus })).toBeNull();
  },
);

test("a failure carries its code", async () => {
  expect(await callback({ ...report, MessageStatus: "undelivered", ErrorCode: "30003" })).toMatchObject({ errorCode: "30003" });
});

test("an incoming message is read with its sender and text", async () => {
  const fields = { MessageSid: "SM2", SmsStatus: "received", From: "+15550100001", To: "+15550199999", Body: "STOP ✋ + & =" };
  expect(await callback(fields)).toEqual({
    kind: "incoming",
    id: "SM2",
    from: "+15550100001",
    to: "+15550199999",
    body: "STOP ✋ + & =",
  });
});

test("J04 a signature of another token, another address or other fields is refused", async () => {
  const refused = { failure: "refused" };
  await expect(callback(report, { signature: signAsTwilio(URL_CALLED, report, "another token") })).rejects.toMatchObject(refused);
  await expect(callback(report, { url: "https://app.test/providers/twilio/status?campaign=8" })).rejects.toMatchObject(refused);
  const changed = new URLSearchParams({ ...report, MessageStatus: "failed" }).toString();
  await expect(callback(report, { body: changed })).rejects.toMatchObject(refused);
  const added = new URLSearchParams({ ...report, Body: "STOP" }).toString();
  await expect(callback(report, { body: added })).rejects.toMatchObject(refused);
  await expect(callback(report, { signature: "" })).rejects.toMatchObject(refused);
  await expect(callback(report, { signature: "not base64 é".replace("é", "") })).rejects.toMatchObject(refused);
});

test("a genuine callback without the fields that are needed makes no sense", async () => {
  await expect(callback({ MessageStatus: "sent" })).rejects.toMatchObject({ failure: "malformed" });
  await expect(callback({ MessageSid: "SM1" })).rejects.toMatchObject({ failure: "malformed" });
});
