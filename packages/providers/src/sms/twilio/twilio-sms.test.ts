import { expect, test } from "vitest";
import { checksFailures } from "../../test/checks-failures.ts";
import { startLoopback } from "../../test/loopback.ts";
import { checksSmsProvider } from "../test/checks-sms-provider.ts";
import { ACCOUNT_SID, AUTH_TOKEN, type FakeTwilio, startFakeTwilio } from "../test/fake-twilio.ts";
import { createTwilioSms, priceMicros, type TwilioOptions } from "./twilio-sms.ts";

const FROM = "+15550199999";

const open = (baseUrl: string, options: Partial<TwilioOptions> = {}) =>
  createTwilioSms({ accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN, from: FROM, baseUrl, ...options });

function deliver(fake: FakeTwilio): void {
  for (const message of fake.messages) {
    const isReachable = !message.to.endsWith("13");
    Object.assign(message, {
      status: isReachable ? "delivered" : "undelivered",
      price: "-0.00750",
      error_code: isReachable ? null : 30003,
    });
  }
}

checksSmsProvider("Twilio", async () => {
  const fake = await startFakeTwilio();
  return {
    provider: open(fake.url),
    now: fake.now,
    deliver: () => deliver(fake),
    [Symbol.asyncDispose]: () => fake[Symbol.asyncDispose](),
  };
});

checksFailures({
  service: "Twilio",
  answer: () => ({ status: 500, body: "" }),
  call: (url, { timeoutMs, signal }) => open(url, { timeoutMs }).send({ to: "+15550100001", body: "between you and me" }, signal),
  secrets: [AUTH_TOKEN, Buffer.from(`${ACCOUNT_SID}:${AUTH_TOKEN}`).toString("base64"), "between you and me"],
});

test("a message is a form with the sender, and where its reports go", async () => {
  await using fake = await startFakeTwilio();
  await open(fake.url).send({ to: "+15550100001", body: "Grüße €5 & mehr", statusUrl: "https://app.test/providers/twilio/status" });
  const [request] = fake.requests;
  expect(request?.method).toBe("POST");
  expect(request?.path).toBe(`/2010-04-01/Accounts/${ACCOUNT_SID}/Messages.json`);
  expect(Object.fromEntries(new URLSearchParams(request?.body.toString("utf8")))).toEqual({
    To: "+15550100001",
    From: FROM,
    Body: "Grüße €5 & mehr",
    StatusCallback: "https://app.test/providers/twilio/status",
  });
});

test("a messaging service sends in place of a number", async () => {
  await using fake = await startFakeTwilio();
  await open(fake.url, { from: "MG00000000000000000000000000000001" }).send({ to: "+15550100001", body: "Hello" });
  expect(fake.messages[0]).toMatchObject({ messaging_service_sid: "MG00000000000000000000000000000001", from: null });
});

test("a token that is not accepted says nothing about the recipient", async () => {
  await using fake = await startFakeTwilio();
  const sending = open(fake.url, { authToken: "another" }).send({ to: "+15550100001", body: "Hello" });
  await expect(sending).rejects.toMatchObject({
    failure: "unavailable",
    code: "20003",
    message: "Twilio answered 401 (code 20003): the account id and token do not fit.",
  });
});

test("a send that was never answered is found by what was sent, also behind the words of an account on trial", async () => {
  await using fake = await startFakeTwilio();
  const twilio = open(fake.url);
  await twilio.send({ to: "+15550100001", body: "Hello" });
  const [message] = fake.messages;
  if (!message) throw new Error("nothing was sent");
  message.body = "Sent from your Twilio trial account - Hello";
  expect(await twilio.find({ to: "+15550100001", body: "Hello", since: fake.now })).toEqual({ id: message.sid, costMicros: null });
});

test.each([
  [200, "[]"],
  [200, '{"sid":"SM1"}'],
  [201, "null"],
])("an answer of %i with %s makes no sense, and the message may be out", async (status, body) => {
  await using odd = await startLoopback(() => ({ status, body }));
  await expect(open(odd.url).send({ to: "+15550100001", body: "Hello" })).rejects.toMatchObject({
    failure: "malformed",
    mayBeDone: true,
  });
});

test.each([
  ["-0.00750", 7500],
  ["-0.0000001", 0],
  ["0", 0],
  ["-1.2345678", 1_234_568],
  ["rubbish", null],
  [null, null],
])("the price %j is %j millionths", (price, micros) => {
  expect(priceMicros(price)).toBe(micros);
});
