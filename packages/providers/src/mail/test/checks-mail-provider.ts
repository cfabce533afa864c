import { describe, expect, test } from "vitest";
import type { MailProvider, OutgoingMail } from "../mail.ts";

export interface MailProviderUnderTest extends AsyncDisposable {
  provider: MailProvider;
  /** What arrived, by key: a mail that came twice under one Message-ID is one mail. */
  arrived(): { to: string; subject: string; text: string; html: string }[];
}

export const MAIL: OutgoingMail = {
  to: "anna@example.com",
  subject: "Grüße aus der Küche 🍕",
  text: "Hello Anna,\n\n.a line with a dot\n\nfrom Luigi's – 5 € off",
  html: "<!doctype html>\n<p>Hello Anna – 5 € off</p>",
  key: "0199e8b0-0000-7000-8000-000000000001",
};

/** What every provider of mail does. */
export function checksMailProvider(name: string, open: () => Promise<MailProviderUnderTest>): void {
  describe(`${name} as a provider of mail`, () => {
    test("a mail arrives as it was written, in text and in HTML", async () => {
      await using opened = await open();
      const { id } = await opened.provider.send(MAIL);
      expect(id).toContain(MAIL.key);
      const { key: _, ...written } = MAIL;
      expect(opened.arrived()).toEqual([written]);
    });

    test("the same mail sent twice is known as one", async () => {
      await using opened = await open();
      await opened.provider.send(MAIL);
      await opened.provider.send(MAIL);
      expect(opened.arrived()).toHaveLength(1);
    });

    test.each([
      ["to", "anna@example.com\r\nBcc: eve@example.com"],
      ["to", "anna@example.com\nBcc: eve@example.com"],
      ["to", "anna@example.com, eve@example.com"],
      ["to", "Anna <anna@example.com>"],
      ["to", "anna@example.com>\u0000<eve@example.com"],
      ["to", "anna"],
      ["to", ""],
      ["to", `${"a".repeat(250)}@example.com`],
      ["subject", "Hello\r\nBcc: eve@example.com"],
      ["subject", "Hello\rthere"],
      ["key", "1>\r\nBcc: eve@example.com"],
      ["key", "1> <2"],
    ])("K05 the field %s is refused with the value %j", async (field, value) => {
      await using opened = await open();
      await expect(opened.provider.send({ ...MAIL, [field]: value })).rejects.toMatchObject({
        failure: "refused",
        mayBeDone: false,
      });
      expect(opened.arrived()).toEqual([]);
    });

    test("nothing is sent for a caller that has given up already", async () => {
      await using opened = await open();
      const reason = new Error("given up");
      await expect(opened.provider.send(MAIL, AbortSignal.abort(reason))).rejects.toBe(reason);
      expect(opened.arrived()).toEqual([]);
    });
  });
}
