import { describe, expect, it } from "vitest";
import { readCustomerRow } from "./customer-row.ts";
import { readPhoneNumber } from "./phone-number.ts";

const ROW = { customer_name: "Mira Quay", phone_number: "(555) 010-0001", last_order_date: "2026-01-15" };
const read = (cells: Record<string, string>) => readCustomerRow(cells, { country: "US" });
const refused = (cells: Record<string, string>) => read(cells).refusal;

describe("a row of a customer list", () => {
  it("is trimmed, its number is made E.164, and what is optional may be missing or empty", () => {
    expect(read({ ...ROW, customer_name: "  Mira Quay\t", email: " mira@example.com ", notes: " " })).toEqual({
      customer: { name: "Mira Quay", phone: "+15550100001", lastOrderOn: "2026-01-15", email: "mira@example.com", notes: null },
      refusal: null,
    });
    expect(read(ROW).customer).toMatchObject({ email: null, notes: null });
  });

  it("names every required field that is missing, empty or blank, and that reason only", () => {
    const message = "Missing required fields: customer_name, phone_number, last_order_date";
    expect(refused({})).toEqual({ reason: "FIELDS_MISSING", message });
    expect(refused({ customer_name: "", phone_number: " ", last_order_date: "\t" })).toMatchObject({ message });
    expect(refused({ ...ROW, customer_name: " ", phone_number: "x" })).toMatchObject({
      message: "Missing required fields: customer_name",
    });
    expect(refused({ ...ROW, phone_number: "x", last_order_date: "x" })).toMatchObject({ reason: "PHONE_FORMAT" });
  });

  it("does not find fields in what every object has", () => {
    expect(refused(Object.create({ ...ROW }))).toMatchObject({ reason: "FIELDS_MISSING" });
  });

  it.each(["2023-02-29", "2026-1-05", "05/01/2026", "2026-01-32", "2026-01-05T00:00", "yesterday"])(
    "refuses %s as a date",
    (last_order_date) => {
      expect(refused({ ...ROW, last_order_date })).toEqual({
        reason: "DATE_FORMAT",
        message: "Invalid date format (expected YYYY-MM-DD)",
      });
    },
  );

  it("takes days of the future and leap days that exist", () => {
    for (const last_order_date of ["2999-12-31", "2024-02-29"]) expect(refused({ ...ROW, last_order_date })).toBeNull();
  });

  it("refuses what no column holds", () => {
    expect(refused({ ...ROW, customer_name: "x".repeat(201) })).toMatchObject({ reason: "TEXT_TOO_LONG" });
    expect(refused({ ...ROW, notes: "a\0b" })).toMatchObject({ reason: "TEXT_UNREADABLE" });
  });

  it("I07 reads back what an export had to guard", () => {
    expect(read({ ...ROW, customer_name: "'=Mira", phone_number: "'+15550100001" }).customer).toMatchObject({
      name: "=Mira",
      phone: "+15550100001",
    });
  });
});

describe("a phone number", () => {
  const phone = (text: string, country = "US") => readPhoneNumber(text, country);

  it.each([
    ["5550100001", "+15550100001"],
    ["1 555 010 0001", "+15550100001"],
    ["+1 (555) 010-0001", "+15550100001"],
    ["+44 20 7946 0101", "+442079460101"],
    ["44 20 7946 0101", "+442079460101"],
  ])("%s is %s", (text, expected) => {
    expect(phone(text)).toEqual({ phone: expected, refusal: null });
  });

  it("is of the country that was said", () => {
    expect(phone("020 7946 0101", "GB").phone).toBe("+442079460101");
    expect(phone("020 7946 0101", "US").refusal).toBe("PHONE_NUMBER");
  });

  it.each(["555.010.0001", "555-010-000x", "١٢٣٤٥٦٧٨٩٠", "555010000", "++15550100001", "tel:5550100001"])(
    "%s has not the form of one",
    (text) => {
      expect(phone(text)).toEqual({ phone: null, refusal: "PHONE_FORMAT", message: "Invalid phone number format" });
    },
  );

  it("needs as many digits as a number has, not only signs", () => {
    expect(phone("----------")).toMatchObject({ refusal: "PHONE_NUMBER", message: "The phone number has no digits" });
    expect(phone("(555) 010-01")).toMatchObject({
      refusal: "PHONE_NUMBER",
      message: "A phone number cannot have these 8 digits: 55501001",
    });
    expect(phone("1".repeat(40)).refusal).toBe("PHONE_NUMBER");
  });
});
