/** Names of texts that are one line over the others. */
const HEADLINES = new Set(["headline", "title", "subject", "name"]);

/** The known facts, in the order in which they are told. */
const KNOWN = ["restaurant", "item", "offer", "details", "promoCode", "until", "link"];

/** One line of what a fact says: text of users keeps neither line breaks nor control characters. */
function plain(value: unknown): string {
  if (typeof value === "number") return String(value);
  if (typeof value !== "string") return "";
  return value.replace(/[\s\p{Cc}]+/gu, " ").trim();
}

const ended = (text: string) => (/[.!?…]$/.test(text) ? text : `${text}.`);

/** Cuts between words, by characters and not within one that takes two places. */
function cut(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  if (maxLength < 2) return text.slice(0, maxLength).replace(/[\ud800-\udbff]$/, "");
  const short = text.slice(0, maxLength - 1).replace(/[\ud800-\udbff]$/, "");
  const space = short.lastIndexOf(" ");
  return `${(space > maxLength / 2 ? short.slice(0, space) : short).replace(/[\s,.;:]+$/, "")}…`;
}

/** As many whole sentences as fit; the first one cut if not even that does. */
function join(sentences: string[], maxLength: number): string {
  let text = "";
  for (const sentence of sentences) {
    const longer = text === "" ? sentence : `${text} ${sentence}`;
    if (longer.length <= maxLength) text = longer;
  }
  return text === "" ? cut(sentences[0] ?? "", maxLength) : text;
}

/** A text of that name out of the facts, `maxLength` characters at most. */
export function composeSentence({
  name,
  facts,
  maxLength,
}: {
  name: string;
  facts: Readonly<Record<string, unknown>>;
  maxLength: number;
}): string {
  const fact = (key: string) => plain(Object.hasOwn(facts, key) ? facts[key] : undefined);
  const [restaurant, item, offer, details, promoCode, until, link] = KNOWN.map(fact);
  const subject = [item, offer].filter(Boolean).join(": ");
  if (HEADLINES.has(name)) return cut(subject || restaurant || firstOf(facts), maxLength);
  const sentences = [
    restaurant && subject ? ended(`${restaurant}: ${item || offer}`) : ended(item || offer || restaurant || firstOf(facts)),
    item && offer ? ended(offer) : "",
    promoCode ? `Show code ${promoCode}.` : "",
    until ? ended(`Valid until ${until}`) : "",
    link ?? "",
    details ? ended(details) : "",
  ];
  return join(
    sentences.filter((sentence) => sentence !== "" && sentence !== "."),
    maxLength,
  );
}

/** What there is to say where no known fact is given. */
function firstOf(facts: Readonly<Record<string, unknown>>): string {
  return (
    Object.values(facts)
      .map(plain)
      .find((text) => text !== "") ?? "…"
  );
}
