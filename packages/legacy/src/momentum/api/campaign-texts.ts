import { createHash } from "node:crypto";

/** As template literals did: lists joined by commas, objects as `[object Object]`. Throws for what has no text. */
export const shown = (value: unknown): string => String(value);

/**
 * One of several, by what it is about: the same words at every call, so that what was previewed is what is sent. The old server
 * chose at random.
 */
function pick<TChoice>(choices: readonly TChoice[], about: readonly unknown[]): TChoice {
  const digest = createHash("sha256").update(JSON.stringify(about)).digest();
  const choice = choices[digest.readUInt32BE() % choices.length];
  if (choice === undefined) throw new Error("There is nothing to choose from.");
  return choice;
}

export interface AdFacts {
  restaurantName: unknown;
  itemToPromote: unknown;
  offer: unknown;
}

/** The three parts of an ad's text; between them are blank lines. */
export interface OldAd {
  headline: string;
  body: string;
  callToAction: string;
}

const FOODS = ["🍕", "🍔", "🍜", "🥗", "🍰", "☕", "🥘", "🍣"];

const ADS: readonly ((facts: { restaurant: string; item: string; offer: string }) => OldAd)[] = [
  ({ restaurant, item, offer }) => ({
    headline: `Craving something special? ${restaurant} has you covered!`,
    body: `Get our famous ${item} with this amazing deal: ${offer}\nFresh ingredients, authentic flavors, unbeatable value!\nDon't miss out - limited time only!`,
    callToAction: "📍 Visit us or order online today!",
  }),
  ({ restaurant, item, offer }) => ({
    headline: `${restaurant} Alert: ${item} Special!`,
    body: `${offer} - because you deserve the best!\nMade fresh daily with premium ingredients.\nYour taste buds will thank you!`,
    callToAction: "🚗 Dine in, takeout, or delivery available!",
  }),
  ({ restaurant, item, offer }) => ({
    headline: `Local Favorite Alert! ${restaurant}`,
    body: `Our signature ${item} is calling your name!\n${offer}\nTaste the difference quality makes!`,
    callToAction: "📞 Order now or visit us today!",
  }),
];

export function writeOldAd({ restaurantName, itemToPromote, offer }: AdFacts): OldAd {
  const about = [restaurantName, itemToPromote, offer];
  const facts = { restaurant: shown(restaurantName), item: shown(itemToPromote), offer: shown(offer) };
  const { headline, ...rest } = pick(ADS, about)(facts);
  return { ...rest, headline: `${pick(FOODS, [...about, "food"])} ${headline}` };
}

export const adText = ({ headline, body, callToAction }: OldAd) => [headline, body, callToAction].join("\n\n");
/** The blank lines between the parts were not counted. */
export const adLength = (ad: OldAd) => adText(ad).length - 4;

const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/** Up to six ASCII letters of the item and a day, which the old server took one too late. */
export function oldPromoCode(item: string, { at, daysLate }: { at: Date; daysLate: number }): string {
  const letters = item.replace(/[^A-Za-z]/g, "").toUpperCase();
  return `${letters.slice(0, 6)}${DAYS[(at.getUTCDay() + daysLate) % DAYS.length]}`;
}

export interface SmsFacts {
  restaurantName: unknown;
  offer: unknown;
  offerCode: unknown;
}

const MESSAGES: readonly ((facts: { name: string; restaurant: string; offer: string; code: string }) => string)[] = [
  ({ name, restaurant, offer, code }) => `Hi ${name}! We miss you at ${restaurant}! ${offer} Use code ${code}. Valid thru Sunday!`,
  ({ name, restaurant, offer, code }) => `Hey ${name}! ${restaurant} misses you. ${offer} Use ${code} - expires soon!`,
  ({ name, restaurant, offer, code }) => `${name}, come back to ${restaurant}! ${offer} Code: ${code}. Limited time!`,
  ({ name, restaurant, offer, code }) => `${name}, special offer from ${restaurant}: ${offer} Code ${code}. Don't wait!`,
];

const MAX_SMS_LENGTH = 160;

const messageFor = ({ restaurantName, offer, offerCode }: SmsFacts) => pick(MESSAGES, [restaurantName, offer, offerCode]);

/** What the old server would have sent to this customer: cut to 160 UTF-16 units, even within a character. */
export function writeOldSms(facts: SmsFacts, name: string): string {
  const { restaurantName, offer, offerCode } = facts;
  const text = messageFor(facts)({ name, restaurant: shown(restaurantName), offer: shown(offer), code: shown(offerCode) });
  return text.length > MAX_SMS_LENGTH ? `${text.slice(0, MAX_SMS_LENGTH - 3)}...` : text;
}

/** The same words for everybody on the list; the code as it was typed. */
export function smsTemplate(facts: SmsFacts): string {
  return messageFor(facts)({ name: "{name}", restaurant: "{restaurant}", offer: "{offer}", code: shown(facts.offerCode) });
}

/** What the old server said a message costs, in the currency's unit. */
const MESSAGE_COST = 0.0075;
export const smsCost = (messages: number) => (messages * MESSAGE_COST).toFixed(4);
