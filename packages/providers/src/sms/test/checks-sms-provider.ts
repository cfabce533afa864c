import { describe, expect, test } from "vitest";
import type { SmsProvider } from "../sms.ts";

export interface SmsProviderUnderTest extends AsyncDisposable {
  provider: SmsProvider;
  /** The time by which messages are dated. */
  now: Date;
  /** Makes the service deliver what it has, where it does not by itself. */
  deliver(): void;
}

const TO = "+15550100001";
const UNREACHABLE = "+15550100013";

/** What every provider of text messages does. */
export function checksSmsProvider(name: string, open: () => Promise<SmsProviderUnderTest>): void {
  describe(`${name} as a provider of text messages`, () => {
    test("each message gets an id of its own, also the same text twice", async () => {
      await using opened = await open();
      const first = await opened.provider.send({ to: TO, body: "Hello" });
      const second = await opened.provider.send({ to: TO, body: "Hello" });
      expect(first.id).not.toBe("");
      expect(second.id).not.toBe(first.id);
    });

    test.each(["Grüße €5 🍕 ñ", "a+b=c&d;e%20 \n second line", "x".repeat(1600)])(
      "the text %j is found as it was sent",
      async (body) => {
        await using opened = await open();
        const { id } = await opened.provider.send({ to: TO, body });
        const found = await opened.provider.find({ to: TO, body, since: opened.now });
        expect(found?.id).toBe(id);
      },
    );

    test("a message is not found by another number, another text or a later time", async () => {
      await using opened = await open();
      await opened.provider.send({ to: TO, body: "Hello" });
      const since = opened.now;
      expect(await opened.provider.find({ to: "+15550100002", body: "Hello", since })).toBeNull();
      expect(await opened.provider.find({ to: TO, body: "Hello there", since })).toBeNull();
      expect(await opened.provider.find({ to: TO, body: "Hello", since: new Date(since.getTime() + 3_600_000) })).toBeNull();
    });

    test.each([
      ["+15005550001", "21211"],
      ["+15005550004", "21610"],
      ["+15005550009", "21614"],
    ])("the number %s is refused for good with the code %s", async (to, code) => {
      await using opened = await open();
      await expect(opened.provider.send({ to, body: "Hello" })).rejects.toMatchObject({
        failure: "refused",
        code,
        mayBeDone: false,
      });
      expect(await opened.provider.find({ to, body: "Hello", since: opened.now })).toBeNull();
    });

    test("a delivered message is reported so, and one to a number that nobody answers as failed with its code", async () => {
      await using opened = await open();
      const good = await opened.provider.send({ to: TO, body: "Hello" });
      const bad = await opened.provider.send({ to: UNREACHABLE, body: "Hello" });
      opened.deliver();
      expect(await opened.provider.findReport(good.id)).toMatchObject({
        kind: "report",
        id: good.id,
        status: "delivered",
        errorCode: null,
        costMicros: expect.any(Number),
      });
      expect(await opened.provider.findReport(bad.id)).toMatchObject({ id: bad.id, status: "failed", errorCode: "30003" });
    });

    test.each(["SM00000000000000000000000000000000", "../../Accounts", ""])("nothing is reported of the id %j", async (id) => {
      await using opened = await open();
      expect(await opened.provider.findReport(id)).toBeNull();
    });

    test("nothing is sent for a caller that has given up already", async () => {
      await using opened = await open();
      const reason = new Error("given up");
      await expect(opened.provider.send({ to: TO, body: "Hello" }, AbortSignal.abort(reason))).rejects.toBe(reason);
      expect(await opened.provider.find({ to: TO, body: "Hello", since: opened.now })).toBeNull();
    });

    test("a callback without a signature is refused", async () => {
      await using opened = await open();
      const request = {
        url: "https://app.test/providers/twilio/status",
        headers: new Headers(),
        body: "MessageSid=SM1&MessageStatus=sent",
      };
      await expect(opened.provider.readCallback(request)).rejects.toMatchObject({ failure: "refused" });
    });
  });
}
