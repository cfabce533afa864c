/** What Twilio's codes mean for whoever sends (twilio.com/docs/api/errors). */
const MEANINGS: Readonly<Record<string, string>> = {
  "21211": "no such number",
  "21408": "country not allowed",
  "21610": "opted out",
  "21614": "not a mobile number",
  "30003": "phone unreachable",
  "30004": "blocked by the customer",
  "30005": "unknown number",
  "30006": "landline",
  "30007": "filtered by the carrier",
  "30008": "unknown reason",
};

/** Why a message did not arrive, in words where they are known. */
export const describeSmsFailure = (code: string): string => MEANINGS[code] ?? `code ${code}`;
