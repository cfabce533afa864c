import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { Secret } from "otpauth";
import { describe, expect, it } from "vitest";
import { importTotpSecret, type OldTotpSecret } from "./import-totp-secret.ts";
import { createTotpSecret, findTotpStep, provisioningUri, TOTP_DEFAULTS, totpCode } from "./totp.ts";

/** RFC 6238, appendix B: the secret is "1234567890" repeated to the length of the hash. */
const secretOf = (bytes: number) => Secret.fromLatin1("1234567890".repeat(7).slice(0, bytes)).base32;
const VECTORS: [seconds: number, sha1: string, sha256: string, sha512: string][] = [
  [59, "94287082", "46119246", "90693936"],
  [1111111109, "07081804", "68084774", "25091201"],
  [1111111111, "14050471", "67062674", "99943326"],
  [1234567890, "89005924", "91819424", "93441116"],
  [2000000000, "69279037", "90698825", "38618901"],
  [20000000000, "65353130", "77737706", "47863826"],
];

const NOW = new Date("2026-03-02T09:30:00.000Z");
const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);

function oathtool(...args: string[]): string | null {
  try {
    return execFileSync("oathtool", args, { encoding: "utf8" }).trim();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
const hasOathtool = oathtool("--version") !== null;

describe("time-based codes", () => {
  it.each(VECTORS)("E01 are those of RFC 6238 at second %i, with SHA1, SHA256 and SHA512", (seconds, ...codes) => {
    const when = new Date(seconds * 1000);
    const settings = { digits: 8, period: 30 };
    const sha1 = { ...settings, algorithm: "SHA1", secret: secretOf(20) };
    const sha256 = { ...settings, algorithm: "SHA256", secret: secretOf(32) };
    const sha512 = { ...settings, algorithm: "SHA512", secret: secretOf(64) };
    expect([sha1, sha256, sha512].map((each) => totpCode(each, when))).toEqual(codes);
  });

  it("E04 of one step before and after are accepted, of two are not", () => {
    const settings = { ...TOTP_DEFAULTS, secret: createTotpSecret() };
    const step = NOW.getTime() / 30_000;
    const found = [-60, -30, 0, 29, 30, 59, 60].map((seconds) => findTotpStep(settings, totpCode(settings, at(seconds)), NOW));
    expect(found).toEqual([null, step - 1, step, step, step + 1, step + 1, null]);
  });

  it("refuse whatever is no code at all", () => {
    const settings = { ...TOTP_DEFAULTS, secret: createTotpSecret() };
    for (const code of ["", "12345", "1234567", "abcdef", "１２３４５６", "12 345", "-12345", "1e5"]) {
      expect(findTotpStep(settings, code, NOW), code).toBeNull();
    }
  });

  it("come from a secret of 160 bits, in an address that apps read", () => {
    const secret = createTotpSecret();
    expect(Secret.fromBase32(secret).bytes).toHaveLength(20);
    const uri = new URL(provisioningUri({ ...TOTP_DEFAULTS, secret }, "anna+test@example.com"));
    expect(decodeURIComponent(uri.pathname)).toContain("Causeway:anna+test@example.com");
    expect(Object.fromEntries(uri.searchParams)).toEqual({
      issuer: "Causeway",
      secret,
      algorithm: "SHA1",
      digits: "6",
      period: "30",
    });
  });

  describe.skipIf(!hasOathtool)(`and oathtool${hasOathtool ? "" : ": left out, because this machine has no oathtool"}`, () => {
    it("agree on codes at any time, for new secrets and imported ones", () => {
      const seconds = fc.integer({ min: 0, max: 4_000_000_000 });
      const bytes = fc.uint8Array({ minLength: 10, maxLength: 40 });
      fc.assert(
        fc.property(seconds, bytes, (second, secret) => {
          const hex = Buffer.from(secret).toString("hex");
          const settings = importTotpSecret({ library: "django-otp", text: hex });
          expect(oathtool("--totp", "-b", "-d", "6", `--now=@${second}`, settings.secret)).toBe(
            totpCode(settings, new Date(second * 1000)),
          );
        }),
        { numRuns: 25 },
      );
    });
  });
});

describe("a secret of an old system", () => {
  const bytes = Buffer.from("3132333435363738393031323334353637383930", "hex");
  const base32 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  // RFC 6238, appendix B: 89005924 in eight digits.
  const WHEN = new Date(1_234_567_890_000);
  const CODE = "005924";

  it.each<[string, OldTotpSecret]>([
    ["of otplib", { library: "otplib", text: base32 }],
    ["of pyotp", { library: "pyotp", text: base32 }],
    ["of pyotp in lower case", { library: "pyotp", text: base32.toLowerCase() }],
    ["of django-otp, in hexadecimal", { library: "django-otp", text: bytes.toString("hex") }],
    ["of django-otp in upper case", { library: "django-otp", text: bytes.toString("hex").toUpperCase() }],
    ["of speakeasy", { library: "speakeasy", text: base32 }],
    ["of speakeasy, as ASCII", { library: "speakeasy-ascii", text: bytes.toString("latin1") }],
    ["of allauth, in groups of four", { library: "allauth", text: base32.replace(/.{4}/g, "$& ").trim() }],
    ["with hyphens", { library: "otplib", text: base32.replace(/.{4}(?=.)/g, "$&-") }],
    ["as an address", { library: "otplib", text: `otpauth://totp/Old%20App:anna@example.com?secret=${base32}&issuer=Old%20App` }],
  ])("E02 gives the codes that the user's app shows: %s", (_, old) => {
    expect(totpCode(importTotpSecret(old), WHEN)).toBe(CODE);
  });

  it("E02 gives the same codes with padding and without, for every length", () => {
    for (let length = 8; length <= 40; length++) {
      const secret = Secret.fromLatin1("x".repeat(length)).base32;
      const padded = secret.padEnd(Math.ceil(secret.length / 8) * 8, "=");
      const settings = importTotpSecret({ library: "pyotp", text: padded });
      expect(settings).toEqual({ ...TOTP_DEFAULTS, secret });
      expect(settings).toEqual(importTotpSecret({ library: "pyotp", text: secret }));
    }
  });

  it("E02 keeps the algorithm, digits and period that the old system had", () => {
    const settings = { algorithm: "sha-256", digits: 8, period: 60 };
    const expected = { algorithm: "SHA256", digits: 8, period: 60, secret: base32 };
    expect(importTotpSecret({ library: "django-otp", text: bytes.toString("hex"), settings })).toEqual(expected);
    const text = `otpauth://totp/Old:anna?secret=${base32}&algorithm=SHA256&digits=8&period=60`;
    expect(importTotpSecret({ library: "otplib", text })).toEqual(expected);
  });

  it.each<[string, OldTotpSecret]>([
    ["empty", { library: "otplib", text: "" }],
    ["not base32", { library: "otplib", text: "GEZDGNBVGY3TQOJ1" }],
    ["not hexadecimal", { library: "django-otp", text: "xyz" }],
    ["half a byte", { library: "django-otp", text: "31323" }],
    ["too short", { library: "otplib", text: "GEZDGNBV" }],
    ["too long", { library: "otplib", text: "A".repeat(300) }],
    ["counter-based", { library: "otplib", text: `otpauth://hotp/Old:anna?secret=${base32}&counter=1` }],
    ["of an unknown algorithm", { library: "otplib", text: base32, settings: { algorithm: "MD5" } }],
    ["with four digits", { library: "otplib", text: base32, settings: { digits: 4 } }],
    ["with a period of a second", { library: "otplib", text: base32, settings: { period: 1 } }],
  ])("that is %s is refused", (_, old) => {
    expect(() => importTotpSecret(old)).toThrow(expect.objectContaining({ reason: "SECRET_INVALID" }));
  });
});
