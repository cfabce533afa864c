import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js";

/** Ten or more ASCII digits, spaces, hyphens and parentheses after an optional plus: what customer lists always took. */
const FORM = /^\+?[0-9\s()-]{10,}$/;

export type PhoneReading =
  | { phone: string; refusal: null }
  | { phone: null; refusal: "PHONE_FORMAT" | "PHONE_NUMBER"; message: string };

const isCountry = (country: string): country is CountryCode => isSupportedCountry(country);

/** The number as E.164, if its length can be one of a number there. */
function possible(text: string, country?: CountryCode): string | null {
  const number = parsePhoneNumberFromString(text, { ...(country ? { defaultCountry: country } : {}), extract: false });
  return number?.isPossible() ? number.number : null;
}

/**
 * A phone number as people write it, as E.164. Without a plus it is one of `country`; if that cannot be, its country code is
 * taken to be there and the plus to be missing.
 */
export function readPhoneNumber(text: string, country: string): PhoneReading {
  const written = text.trim();
  if (!FORM.test(written)) return { phone: null, refusal: "PHONE_FORMAT", message: "Invalid phone number format" };
  const digits = written.replace(/\D/g, "");
  const home = isCountry(country) ? country : undefined;
  const phone = written.startsWith("+") ? possible(`+${digits}`) : (possible(digits, home) ?? possible(`+${digits}`));
  if (phone !== null) return { phone, refusal: null };
  const message =
    digits === ""
      ? "The phone number has no digits"
      : `A phone number cannot have these ${digits.length} digits: ${digits.slice(0, 20)}`;
  return { phone: null, refusal: "PHONE_NUMBER", message };
}
