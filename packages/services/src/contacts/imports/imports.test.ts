import { type Actor, createTestApp, DIALECTS, type TestApp } from "@causeway/testing";
import { eq } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import { tendImportsJob } from "./tend-job.ts";

const reason = (value: string) => expect.objectContaining({ cause: expect.objectContaining({ reason: value }) });
const HEADER = "customer_name,phone_number,last_order_date,email,notes";

async function upload(app: TestApp, owner: Actor, content: string | Uint8Array<ArrayBuffer>, name = "guests.csv"): Promise<string> {
  const form = new FormData();
  form.set("restaurantId", owner.restaurantId);
  form.set("purpose", "customer-list");
  form.set("file", new File([content], name, { type: "text/csv" }));
  return (await app.as(owner).files.upload(form)).id;
}

async function importList(app: TestApp, owner: Actor, content: string | Uint8Array<ArrayBuffer>) {
  const fileId = await upload(app, owner, content);
  const { id } = await app.as(owner).contacts.import({ restaurantId: owner.restaurantId, fileId });
  await app.runJobs();
  return app.as(owner).contacts.getImport({ id });
}

const LIST = [
  HEADER,
  "Mira,(555) 010-0001,2026-01-15,mira@example.com,window",
  '"Ivo ""Chef"" Stone",----------,2026-01-15',
  "",
  "Ana,555.010.0003,2026-01-15",
  ",5550100004,",
  "Ben,5550100005,15/01/2026",
  "Mira Q,1-555-010-0001,2026-02-15,,aisle",
].join("\r\n");

describe.each(DIALECTS)("customer lists on %s", (dialect) => {
  it("I07 are read in the background: customers by number, and every refused row with its reason and cells", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    const { restaurantId } = owner;
    const fileId = await upload(app, owner, `\uFEFF${LIST}`);
    const started = await app.as(owner).contacts.import({ restaurantId, fileId });
    expect(started).toMatchObject({ state: "reading", fileName: "guests.csv", rows: 0, progress: 0 });
    await app.runJobs();
    const read = await app.as(owner).contacts.getImport({ id: started.id });
    expect(read).toMatchObject({
      state: "done",
      rows: 6,
      accepted: 2,
      refused: 4,
      openErrors: 4,
      progress: 1,
      finishedAt: app.clock(),
    });
    const { items } = await app.as(owner).contacts.list({ restaurantId });
    expect(items).toMatchObject([
      { name: "Mira Q", phone: "+15550100001", email: "mira@example.com", notes: "aisle", lastOrderOn: "2026-02-15" },
    ]);
    const errors = await app.as(owner).contacts.importErrors({ id: started.id });
    expect(errors.items).toEqual([
      {
        row: 2,
        reason: "PHONE_NUMBER",
        message: "The phone number has no digits",
        cells: { customer_name: 'Ivo "Chef" Stone', phone_number: "----------", last_order_date: "2026-01-15" },
      },
      expect.objectContaining({ row: 3, reason: "PHONE_FORMAT" }),
      expect.objectContaining({
        row: 4,
        reason: "FIELDS_MISSING",
        message: "Missing required fields: customer_name, last_order_date",
        cells: { customer_name: "", phone_number: "5550100004", last_order_date: "" },
      }),
      expect.objectContaining({ row: 5, reason: "DATE_FORMAT" }),
    ]);
    expect(await app.as(owner).contacts.imports({ restaurantId })).toMatchObject({ items: [{ id: started.id }], nextCursor: null });
    const { items: files } = await app.as(owner).files.list({ restaurantId });
    expect(files).toMatchObject([{ id: fileId, isAttached: true }]);
  });

  it("a refused row is corrected in place, or left out for good, each once", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    const { id } = await importList(app, owner, LIST);
    const as = app.as(owner).contacts;
    const cells = { customer_name: "Ben", phone_number: "5550100005", last_order_date: "15/01/2026" };
    await expect(as.fixImportRow({ id, row: 5, cells })).rejects.toMatchObject({
      cause: {
        reason: "IMPORT_ROW_REFUSED",
        message: "Invalid date format (expected YYYY-MM-DD).",
        details: { refusal: "DATE_FORMAT" },
      },
    });
    const right = { ...cells, last_order_date: "2026-01-15" };
    expect(await as.fixImportRow({ id, row: 5, cells: right })).toMatchObject({ accepted: 3, refused: 3, openErrors: 3 });
    await expect(as.fixImportRow({ id, row: 5, cells: right })).rejects.toEqual(reason("IMPORT_ROW_NOT_FOUND"));
    expect(await as.dismissImportRow({ id, row: 2 })).toMatchObject({ accepted: 3, refused: 3, openErrors: 2 });
    await expect(as.dismissImportRow({ id, row: 1 })).rejects.toEqual(reason("IMPORT_ROW_NOT_FOUND"));
    expect((await as.importErrors({ id, limit: 1 })).items).toMatchObject([{ row: 3 }]);
    expect((await as.list({ restaurantId: owner.restaurantId, importId: id })).items.map(({ name }) => name)).toEqual([
      "Ben",
      "Mira Q",
    ]);
  });

  it("read again, change nothing: by number, by row, and what somebody corrected meanwhile stays", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    const first = await importList(app, owner, LIST);
    const again = await importList(app, owner, LIST);
    expect(again).toMatchObject({ rows: 6, accepted: 2, refused: 4 });
    expect(again.id).not.toBe(first.id);
    expect(await app.db.$count(app.db.tables.contact)).toBe(1);
    const { contactImport, job } = app.db.tables;
    await app.as(owner).contacts.dismissImportRow({ id: first.id, row: 2 });
    await app.db.update(contactImport).set({ state: "reading" });
    await app.db.update(job).set({ state: "queued", attempts: 0 });
    await app.runJobs();
    expect(await app.as(owner).contacts.getImport({ id: first.id })).toMatchObject({
      rows: 6,
      accepted: 2,
      refused: 4,
      openErrors: 3,
    });
  });

  it.each([
    ["name,phone\nA,1", "The first line must name the columns"],
    [`${HEADER}\n"A,5550100001,2026-01-01\n`, "never closed"],
  ])("that are none fail with words for their owner: %#", async (content, message) => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    const { id } = await importList(app, owner, content);
    const failed = await app.as(owner).contacts.getImport({ id });
    expect(failed).toMatchObject({ state: "failed", failure: expect.stringContaining(message), accepted: 0 });
  });

  it("whose reading died with its worker for good, or was cancelled, have failed in words; those that are read do not", async () => {
    await using app = await createTestApp({ dialect });
    const [owner, admin] = [await app.createActor(), await app.createActor({ role: "admin" })];
    const { restaurantId } = owner;
    const as = app.as(owner).contacts;
    const start = async () => as.import({ restaurantId, fileId: await upload(app, owner, LIST) });
    const [dead, cancelled, waiting] = [await start(), await start(), await start()];
    const { job } = app.db.tables;
    const lost = { state: "active" as const, attempts: 5, lockedUntil: new Date(app.clock().getTime() - 1) };
    await app.db.update(job).set(lost).where(eq(job.dedupeKey, dead.id));
    const [stopped] = await app.db.select({ id: job.id }).from(job).where(eq(job.dedupeKey, cancelled.id));
    await app.as(admin).jobs.cancel({ id: stopped?.id ?? "" });
    const stateOf = async ({ id }: { id: string }) => {
      const { state, failure } = await as.getImport({ id });
      return { state, failure };
    };
    await app.db
      .update(job)
      .set({ runAt: new Date(app.clock().getTime() + 60 * 60_000) })
      .where(eq(job.dedupeKey, waiting.id));
    await app.db.transaction((tx) => app.runtime.jobs.enqueue(tx, tendImportsJob, null));
    await app.runJobs();
    const failed = { state: "failed", failure: expect.stringContaining("hand the list in again") };
    expect(await Promise.all([dead, cancelled, waiting].map(stateOf))).toEqual([
      failed,
      failed,
      { state: "reading", failure: null },
    ]);
  });

  it("an earlier customer keeps what the list does not say, and the later order", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    const { restaurantId } = owner;
    const mira = await app.as(owner).contacts.create({
      restaurantId,
      name: "Mira",
      phone: "5550100001",
      notes: "window",
      email: "m@example.com",
      lastOrderOn: "2026-02-20",
    });
    app.clock.advance(1000);
    await importList(app, owner, `${HEADER}\nMira Quay,5550100001,2026-01-01,,\n`);
    expect(await app.as(owner).contacts.get({ id: mira.id })).toMatchObject({
      id: mira.id,
      name: "Mira Quay",
      notes: "window",
      email: "m@example.com",
      lastOrderOn: "2026-02-20",
      createdAt: mira.createdAt,
      updatedAt: app.clock(),
    });
  });

  it("are watched while they are read", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    const rows = Array.from({ length: 1200 }, (_, at) => `G ${at},55501${String(at).padStart(5, "0")},2026-01-01`);
    const fileId = await upload(app, owner, [HEADER, ...rows].join("\n"));
    const { id } = await app.as(owner).contacts.import({ restaurantId: owner.restaurantId, fileId });
    const watching = (await app.as(owner).contacts.watchImport({ id }))[Symbol.asyncIterator]();
    expect((await watching.next()).value).toMatchObject({ state: "reading", rows: 0 });
    const working = app.runJobs();
    const seen: number[] = [];
    for (let state = "reading"; state === "reading";) {
      const { value } = await watching.next();
      state = value.state;
      seen.push(value.rows);
    }
    await working;
    await watching.return?.();
    expect(seen.at(-1)).toBe(1200);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(await app.db.$count(app.db.tables.contact)).toBe(1200);
  });

  it.each(["0000-01-01", "0001-01-15", "9999-12-31"])("take a customer whose last order is said to be on %s", async (day) => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    const list = `${HEADER}\nMira,5550100001,${day}\nBen,5550100002,2026-01-15`;
    expect(await importList(app, owner, list)).toMatchObject({ state: "done", accepted: 2 });
    const { items } = await app.as(owner).contacts.list({ restaurantId: owner.restaurantId });
    expect(items.map(({ lastOrderOn }) => lastOrderOn)).toEqual(["2026-01-15", day]);
  });

  it("I03 make room again once they are read: their file can be deleted then, and not before", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    const as = app.as(owner);
    const fileId = await upload(app, owner, LIST);
    const { id } = await as.contacts.import({ restaurantId: owner.restaurantId, fileId });
    await expect(as.files.delete({ id: fileId })).rejects.toEqual(reason("FILE_IN_USE"));
    await app.runJobs();
    await as.files.delete({ id: fileId });
    app.clock.advance(2 * 60 * 60_000);
    await app.runJobs();
    expect(await app.db.$count(app.db.tables.storedFile)).toBe(0);
    expect(await as.contacts.getImport({ id })).toMatchObject({ state: "done", rows: 6, openErrors: 4, progress: 1 });
    expect((await as.contacts.importErrors({ id })).items).toHaveLength(4);
  });

  it("I07 are taken piece by piece where rows are long, too", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    const rows = Array.from({ length: 120 }, (_, at) => `G ${at},12,2026-01-01,,${"n".repeat(90_000)}`);
    const fileId = await upload(app, owner, [HEADER, ...rows].join("\n"));
    const { id } = await app.as(owner).contacts.import({ restaurantId: owner.restaurantId, fileId });
    const transactions = vi.spyOn(app.db, "transaction");
    await app.runJobs();
    expect(await app.as(owner).contacts.getImport({ id })).toMatchObject({ state: "done", rows: 120, refused: 120 });
    expect(transactions.mock.calls.length).toBeGreaterThanOrEqual(4);
  });

  it("J01 the same request fifty times is one import; J02 another with its id is refused", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    const { restaurantId } = owner;
    const fileId = await upload(app, owner, LIST);
    const id = "01900000-0000-7000-8000-000000000001";
    const same = await Promise.all(Array.from({ length: 50 }, () => app.as(owner).contacts.import({ id, restaurantId, fileId })));
    expect(new Set(same.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(await app.runJobs()).toBe(1);
    await expect(app.as(owner).contacts.import({ id, restaurantId, fileId, country: "GB" })).rejects.toEqual(
      reason("IMPORT_ID_TAKEN"),
    );
    const stranger = await app.createActor();
    await expect(app.as(stranger).contacts.import({ restaurantId: stranger.restaurantId, fileId })).rejects.toEqual(
      reason("FILE_NOT_FOUND"),
    );
    for (const call of [
      () => app.as(stranger).contacts.getImport({ id }),
      () => app.as(stranger).contacts.importErrors({ id }),
      () => app.as(stranger).contacts.dismissImportRow({ id, row: 2 }),
      () => app.as(stranger).contacts.fixImportRow({ id, row: 2, cells: {} }),
    ]) {
      await expect(call()).rejects.toEqual(reason("IMPORT_NOT_FOUND"));
    }
  });

  it("the sample list is taken as it is, some of it lapsed and some not", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    const { csv } = await app.as(owner).contacts.sampleList();
    expect(await importList(app, owner, csv)).toMatchObject({ rows: 5, accepted: 5, refused: 0 });
    const lapsed = await app.as(owner).contacts.list({ restaurantId: owner.restaurantId, filter: "lapsed" });
    expect(lapsed.items).toHaveLength(3);
  });

  it("take text of any kind, also what no database would take as it is", async () => {
    await using app = await createTestApp({ dialect });
    const owner = await app.createActor();
    const { id, refused } = await app.as(owner).contacts.importRows({
      restaurantId: owner.restaurantId,
      fileName: "x.csv",
      rows: [
        { customer_name: "Nul\0", phone_number: "5550100001", last_order_date: "2026-01-01" },
        { customer_name: "🦪".repeat(101), phone_number: "5550100001", last_order_date: "2026-01-01" },
        { customer_name: "'; drop table contact; --", phone_number: "5550100001", last_order_date: "2026-01-01" },
      ],
    });
    expect(refused).toBe(2);
    const { items } = await app.as(owner).contacts.importErrors({ id });
    expect(items.map(({ reason: why, cells }) => [why, cells["customer_name"]?.slice(0, 4)])).toEqual([
      ["TEXT_UNREADABLE", "Nul\0"],
      ["TEXT_TOO_LONG", "🦪🦪"],
    ]);
  });
});
