import type { SmsReport } from "../sms.ts";

/** Twilio's word for how far a message is, in ours; null before it left Twilio. */
export function reportStatus(status: string): SmsReport["status"] | null {
  switch (status) {
    case "sent":
      return "sent";
    case "delivered":
    case "partially_delivered":
    case "read":
      return "delivered";
    case "undelivered":
    case "failed":
    case "canceled":
      return "failed";
    default:
      return null;
  }
}
