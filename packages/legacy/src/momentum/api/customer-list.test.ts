import { describe, expect, it } from "vitest";
import { isLapsed, MAX_LISTED_ERRORS, readCustomerList } from "./customer-list.ts";

const HEADER = "customer_name,phone_number,last_order_date";
const read = (text: string | Buffer) => readCustomerList(Buffer.from(text));
const names = async (text: string | Buffer) => (await read(text)).customers.map(({ name }) => name);
const messages = async (text: string | Buffer) => (await read(text)).errors.map(({ row, message }) => `${row} ${message}`);
const MISSING = "Missing required fields: ";

describe("a customer list by the old rules", () => {
  it("an empty file and a header alone are lists of nobody", async () => {
    for (const text of ["", HEADER, `${HEADER}\n`, "x".repeat(3_000_000)])
      expect(await read(text)).toEqual({ customers: [], errors: [], errorCount: 0 });
  });

  it.each(["\n", "\r\n", "\r"])("lines end with %j, columns come in any order, others are read and left", async (end) => {
    const text = ["notes,last_order_date,x,customer_name,phone_number", "n,2024-02-29,1,Ana,5550100001", ""].join(end);
    expect((await read(text)).customers).toEqual([
      {
        name: "Ana",
        lastOrderOn: "2024-02-29",
        cells: { notes: "n", last_order_date: "2024-02-29", x: "1", customer_name: "Ana", phone_number: "5550100001" },
      },
    ]);
  });

  it("names match exactly: in another case, with spaces or behind a byte order mark they are others", async () => {
    for (const header of ["Customer_name,phone_number,last_order_date", " customer_name,phone_number,last_order_date"])
      expect(await messages(`${header}\nAna,5550100001,2024-01-01`)).toEqual([`1 ${MISSING}customer_name`]);
    const { errors } = await read(`\ufeff${HEADER}\nAna,5550100001,2024-01-01\n`);
    expect(errors).toEqual([
      {
        row: 1,
        message: `${MISSING}customer_name`,
        data: { "\ufeffcustomer_name": "Ana", phone_number: "5550100001", last_order_date: "2024-01-01" },
      },
    ]);
  });

  it("blank lines are rows without anything, also at the end", async () => {
    const { errors, customers } = await read(`${HEADER}\r\n\r\nAna,5550100001,2024-01-01\r\n\r\n\r\n`);
    expect(customers).toHaveLength(1);
    expect(errors.map(({ row, data }) => [row, data])).toEqual([
      [1, {}],
      [3, {}],
      [4, {}],
    ]);
    expect(errors[0]?.message).toBe(`${MISSING}customer_name, phone_number, last_order_date`);
  });

  it("missing cells are absent, surplus ones are named by their place, values are shown untrimmed", async () => {
    const { errors } = await read(`${HEADER}\n Bad ,1\nBad,1,2024-01-01,c,d\n , ,\n`);
    expect(errors).toEqual([
      { row: 1, message: `${MISSING}last_order_date`, data: { customer_name: " Bad ", phone_number: "1" } },
      {
        row: 2,
        message: "Invalid phone number format",
        data: { customer_name: "Bad", phone_number: "1", last_order_date: "2024-01-01", _3: "c", _4: "d" },
      },
      {
        row: 3,
        message: `${MISSING}customer_name, phone_number, last_order_date`,
        data: { customer_name: " ", phone_number: " ", last_order_date: "" },
      },
    ]);
  });

  it("quotes enclose commas, line breaks and doubled quotes; a semicolon separates nothing", async () => {
    const text = `${HEADER}\n"Ana ""A"", of\nTown","+1 (555) 010-0001",2024-01-01\nBen;x,5550100002,2024-01-01\n`;
    expect(await names(text)).toEqual(['Ana "A", of\nTown', "Ben;x"]);
  });

  it("bytes that are no UTF-8 become U+FFFD, values are trimmed for use, the same customer twice is two", async () => {
    const line = Buffer.from("  Jos\u00e9 ,\t5550100001 , 2024-01-01 \n", "latin1");
    expect(await names(Buffer.concat([Buffer.from(`${HEADER}\n`), line, line]))).toEqual(["Jos\ufffd", "Jos\ufffd"]);
  });

  it.each([
    ["5550100001", true],
    ["+15550100001", true],
    ["(555) 010-0001", true],
    ["----------", true],
    ["55501 00\u00a0002", true],
    ["+----------", true],
    ["555010000", false],
    ["+555010000", false],
    ["++5550100001", false],
    ["555.010.0004", false],
    ["555-CALL-NOW1", false],
    ["5550100003 x4", false],
    ["\u0665\u0665\u0665\u0660\u0661\u0660\u0660\u0660\u0660\u0663", false],
    ["1+5550100001", false],
  ])("the phone number %j: taken is %s", async (phone, isTaken) => {
    const { customers, errors } = await read(`${HEADER}\nAna,${phone},2024-01-01\n`);
    expect([customers.length, errors.map(({ message }) => message)]).toEqual(
      isTaken ? [1, []] : [0, ["Invalid phone number format"]],
    );
  });

  it.each([
    ["2024-02-29", true],
    ["2099-12-31", true],
    ["0001-01-01", true],
    ["2023-02-29", false],
    ["2023-13-01", false],
    ["2023-00-10", false],
    ["2023-1-5", false],
    ["10/31/2023", false],
    ["2023-01-01T00:00:00Z", false],
    ["yesterday", false],
    ["+02023-01-01", false],
  ])("the date %j: taken is %s", async (date, isTaken) => {
    const { customers, errors } = await read(`${HEADER}\nAna,5550100001,${date}\n`);
    expect([customers.length, errors.map(({ message }) => message)]).toEqual(
      isTaken ? [1, []] : [0, ["Invalid date format (expected YYYY-MM-DD)"]],
    );
  });

  it("only the first reason against a row is told", async () => {
    expect(await messages(`${HEADER}\n,1,x\nAna,1,x\nAna,5550100001,x\n`)).toEqual([
      `1 ${MISSING}customer_name`,
      "2 Invalid phone number format",
      "3 Invalid date format (expected YYYY-MM-DD)",
    ]);
  });

  it("exactly thirty days ago counts as lapsed, but for the very moment", () => {
    const at = (time: string) => new Date(`2026-11-20T${time}Z`);
    expect(isLapsed({ lastOrderOn: "2026-10-21" }, at("00:00:00.001"))).toBe(true);
    expect(isLapsed({ lastOrderOn: "2026-10-21" }, at("00:00:00.000"))).toBe(false);
    expect(isLapsed({ lastOrderOn: "2026-10-22" }, at("23:59:59.999"))).toBe(false);
    expect(isLapsed({ lastOrderOn: "2099-12-31" }, at("12:00:00.000"))).toBe(false);
  });

  it("I07 two megabytes of blank lines are counted, listed in part, and leave others their turn", async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 5);
    const { errors, errorCount } = await read(`${HEADER}\n${"\n".repeat(1_000_000)}`);
    clearInterval(timer);
    expect([errors.length, errorCount]).toEqual([MAX_LISTED_ERRORS, 1_000_000]);
    expect(turns).toBeGreaterThan(3);
  });

  it("names that reach for prototypes are cells like others", async () => {
    const { errors } = await read("__proto__,constructor,customer_name\na,b,c\n");
    expect(errors[0]?.message).toBe(`${MISSING}phone_number, last_order_date`);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
