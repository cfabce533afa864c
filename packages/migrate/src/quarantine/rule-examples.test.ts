import { expect, test } from "vitest";
import { renderReport } from "../report/write-report.ts";
import { ToyCrossing } from "../test/toy-system.ts";

const T = "2026-01-02 03:04:05";

/** Six people of unreadable dates, one without an address, one whose address is bytes. */
async function open(): Promise<ToyCrossing> {
  const crossing = await ToyCrossing.open("sqlite");
  const insert = crossing.old.prepare("insert into people values (?, ?, ?, ?)");
  for (let id = 1; id <= 6; id++) insert.run(id, `p${id}@example.com`, "hash", `date ${id}`);
  insert.run(7, null, "hash", T);
  insert.run(8, Buffer.from([0xff, 1]), "hash", T);
  insert.run(9, "p9@example.com", Buffer.from("secret"), T);
  insert.run(10, "P1@example.com", "hash", T);
  crossing.old.prepare("insert into visits values ('a', 1, ?, 'somewhere')").run(T);
  return crossing;
}

test("a rehearsal gives three examples of what each rule would do, text as a digest and secrets hidden", async () => {
  await using crossing = await open();
  const report = await crossing.import({ dryRun: true });
  const of = (column: string | null, reason: string) =>
    report.examples?.filter((example) => example.column === column && example.reason === reason);
  expect(of("made", "not-a-date")).toEqual(
    [1, 2, 3].map((id) => ({
      kind: "people",
      oldId: String(id),
      column: "made",
      reason: "not-a-date",
      value: `date ${id}`,
      becomes: "1970-01-01T00:00:00.000Z",
    })),
  );
  expect(of(null, "missing-text")).toEqual([
    {
      kind: "people",
      oldId: "7",
      column: null,
      reason: "missing-text",
      value: "A text that must be there is NULL.",
      becomes: null,
    },
  ]);
  expect(of("email", "not-text")).toMatchObject([{ oldId: "8", value: expect.stringMatching(/^4 characters, sha256/) }]);
  expect(of("secret", "not-text")).toMatchObject([
    { value: "hidden, 6 bytes", becomes: expect.stringMatching(/^6 characters, sha256/) },
  ]);
  expect(of("where_from", "no-place")).toMatchObject([{ becomes: "kept beside the row" }]);
  expect(renderReport(report)).toContain("What the rules would do");
});

test("shows text as it is where the operator asks for it, secrets never", async () => {
  await using crossing = await open();
  const { examples = [] } = await crossing.import({ dryRun: true, showValues: true });
  expect(examples.find(({ column }) => column === "email")).toMatchObject({ value: "ff01", becomes: "\uFFFD\u0001" });
  expect(JSON.stringify(examples)).not.toContain('"secret"}');
  expect(examples.find(({ column }) => column === "secret")?.becomes).toMatch(/^6 characters/);
});

test("an import that writes gives none", async () => {
  await using crossing = await open();
  expect(await crossing.import()).not.toHaveProperty("examples");
});
