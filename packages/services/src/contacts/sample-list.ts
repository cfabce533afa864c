import type { SampleList } from "@causeway/contract";
import { daysBefore, utcDay } from "../restaurants/days.ts";
import { requirePermission } from "../runtime/access.ts";
import type { Ctx } from "../runtime/context.ts";

/** Numbers of the 555 01xx range, which belong to nobody. */
const CUSTOMERS = [
  ["Dana Reeve", "(555) 010-0101", 45, "dana@example.com"],
  ["Oskar Lindqvist", "555-010-0102", 12, "oskar@example.com"],
  ["Priya Raman", "+1 555 010 0103", 70, "priya@example.com"],
  ['Bianca "Bee" Moretti', "1 555 010 0104", 31, ""],
  ["Tomás Rivera, Jr.", "5550100105", 3, "tomas@example.com"],
] as const;

const quoted = (text: string) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A customer list to begin with; some of its customers are lapsed on any day. */
export async function getSampleList(ctx: Ctx): Promise<SampleList> {
  requirePermission(ctx, "contact:read");
  const rows = CUSTOMERS.map(([name, phone, daysAgo, email]) =>
    [quoted(name), phone, utcDay(daysBefore(ctx.clock(), daysAgo)), email].join(","),
  );
  return {
    fileName: "sample-customer-list.csv",
    csv: ["customer_name,phone_number,last_order_date,email", ...rows, ""].join("\n"),
  };
}
