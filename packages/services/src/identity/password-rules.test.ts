import { dictionary } from "@zxcvbn-ts/language-common";
import fc from "fast-check";
import { expect, it } from "vitest";
import { requireGoodPassword } from "./password-rules.ts";

const CONTEXT = { email: "nora.harbour+till@lantern.example", restaurantNames: ["Oyster Bar", "Zur Möwe"] };
const kindOf = (password: string) =>
  requireGoodPassword(password, CONTEXT).then(
    () => null,
    ({ reason, details }: { reason: string; details: { kind: string } }) => `${reason} ${details.kind}`,
  );
const COMMON = dictionary["passwords-common"];

it("A11 every one of the common passwords is refused, as it is, in capitals, and with digits and signs around it", async () => {
  expect(COMMON.length).toBeGreaterThan(3000);
  const good: string[] = [];
  for (const [nth, password] of COMMON.entries()) {
    const dressed = [password, password.toUpperCase(), ...(nth < 3000 ? [`${password}2026!`, `1${password}`] : [])];
    for (const typed of dressed) if ((await kindOf(typed)) === null) good.push(typed);
  }
  expect(good).toEqual([]);
});

it.each([
  "nora.harbour2026",
  "NoraHarbour!!",
  "lantern-2026",
  "Oyster Bar",
  "oysterbar oysterbar",
  "zur möwe 1",
  "Causeway2026!",
  "lanternoysterbar",
])("A11 words of the context are refused: %s", async (password) => expect(await kindOf(password)).toMatch(/^PASSWORD_COMMON/));

it("A11 nothing is prescribed: of letters, digits or signs alone, of one case or any script", async () => {
  const alone = [
    "tidal flats at noon",
    "qzjxvkwpmbtr",
    "QZJXVKWPMBTR",
    "83920174650283",
    "%&)=(/§$!?-+",
    "潮の満ち引きを待つ人",
    "🦀🐚🌊⛵🏖️🐟🦑🦐",
  ];
  for (const password of alone) expect([password, await kindOf(password)]).toEqual([password, null]);
});

it("A11 what nobody would guess is taken, whatever it is made of", async () => {
  const words = fc.array(fc.string({ minLength: 5, maxLength: 9, unit: "grapheme" }), { minLength: 4, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(words, async (parts) => {
      const password = parts.join(" ");
      fc.pre(
        new Set(parts).size === parts.length && new Set(password).size > 12 && !/nora|lantern|oyster|zur|causeway/i.test(password),
      );
      expect([password, await kindOf(password)]).toEqual([password, null]);
    }),
    { numRuns: 300 },
  );
});
