import { OPT_OUT_TEXT } from "./campaign-sms.ts";

export interface SmsFacts {
  /** The customer's whole name; the message says the first word of it. */
  name: string;
  restaurant: string;
  offer: string;
  code: string;
}

/** Shown and sent on one line, whatever a name contains. */
const oneLine = (text: string) => text.replace(/[\s\p{Cc}]+/gu, " ").trim();

/** The message for one customer, with the way to opt out at its end. A placeholder nobody knows stays as it is. */
export function renderSms(template: string, facts: SmsFacts): string {
  const values: Record<string, string> = {
    name: oneLine(facts.name).split(" ")[0] ?? "",
    restaurant: oneLine(facts.restaurant),
    offer: oneLine(facts.offer),
    code: facts.code,
  };
  const text = template.replace(/\{(name|restaurant|offer|code)\}/g, (_, key: string) => values[key] ?? "");
  return text.includes(OPT_OUT_TEXT) ? text : `${text} ${OPT_OUT_TEXT}`;
}
