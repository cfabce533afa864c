import { ProviderError, type SmsProvider } from "@causeway/providers";

/** What the service does with one call: takes the message, or fails, before or after it took it. */
export type Answer = "take" | "lose-answer" | "lose-request" | "rubbish" | "refuse" | "opted-out" | { retryAfter: number } | "down";

export interface ScriptedSms extends SmsProvider {
  /** What the service has taken, oldest first: what would be on people's phones. */
  readonly taken: { id: string; to: string; body: string; at: Date }[];
  /** How the next calls are answered, the last answer over and over. */
  answers: Answer[];
  /** Whether the service can say what it has. */
  canFind: boolean;
  calls: number;
}

const failed = (failure: ProviderError["failure"], more: { code?: string; retryAfterSeconds?: number } = {}) =>
  new ProviderError({ failure, message: `scripted: ${failure}`, ...more });

/** A text message service that does what a test says. */
export function createScriptedSms(clock: () => Date, ...answers: Answer[]): ScriptedSms {
  const sms: ScriptedSms = {
    name: "scripted",
    taken: [],
    answers: answers.length > 0 ? answers : ["take"],
    canFind: true,
    calls: 0,
    async send({ to, body }) {
      sms.calls++;
      const answer = (sms.answers.length > 1 ? sms.answers.shift() : sms.answers[0]) ?? "take";
      const take = () => {
        const id = `SM${sms.taken.length + 1}`;
        sms.taken.push({ id, to, body, at: clock() });
        return { id, costMicros: 7500 };
      };
      if (answer === "take") return take();
      if (answer === "lose-answer") {
        take();
        throw failed("timeout");
      }
      if (answer === "rubbish") {
        take();
        throw failed("malformed");
      }
      if (answer === "lose-request") throw failed("timeout");
      if (answer === "refuse") throw failed("refused", { code: "21614" });
      if (answer === "opted-out") throw failed("refused", { code: "21610" });
      if (answer === "down") throw failed("unavailable");
      throw failed("rate-limited", { retryAfterSeconds: answer.retryAfter });
    },
    async find({ to, body, since }) {
      if (!sms.canFind) throw failed("unavailable");
      const found = sms.taken.findLast((message) => message.to === to && message.body === body && message.at >= since);
      return found ? { id: found.id, costMicros: null } : null;
    },
    findReport: async () => null,
    readCallback: async () => {
      throw failed("refused");
    },
  };
  return sms;
}
