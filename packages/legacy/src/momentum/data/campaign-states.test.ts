import { DIALECTS } from "@causeway/testing";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { campaigns } from "./campaigns.ts";
import { createOldMomentum, openCrossing, type OldMomentum, showOldRows } from "./test/crossing.ts";

let old: OldMomentum;
beforeAll(async () => {
  old = await createOldMomentum({ users: 1, campaigns: 6 });
});
afterAll(() => old[Symbol.dispose]());

describe.each(DIALECTS)("states of a campaign that only the new side has, on %s", (dialect) => {
  test("N06 are shown by the old word for them, counted as moved on, and overwritten by nothing but a change in the source", async () => {
    await using crossing = await openCrossing(dialect, old.path);
    await crossing.import();
    const { campaign, legacyRecord } = crossing.db.tables;
    const records = await crossing.db.select().from(legacyRecord).where(eq(legacyRecord.kind, "campaigns"));
    const newId = (oldId: number) => records.find((record) => record.oldId === String(oldId))?.newId ?? "";
    const launchedAt = new Date("2026-11-22T00:00:00Z");
    const set = async (oldId: number, status: "scheduled" | "failed") =>
      void (await crossing.db
        .update(campaign)
        .set({ status, updatedAt: launchedAt })
        .where(eq(campaign.id, newId(oldId))));
    await set(1, "scheduled");
    await set(2, "failed");

    const shown = await showOldRows(crossing.db, campaigns);
    expect(shown.get("1")).toMatchObject({ status: "draft", updated_at: "2026-11-22 00:00:00" });
    expect(shown.get("2")).toMatchObject({ status: "paused", updated_at: "2026-11-22 00:00:00" });

    const verified = await crossing.verify();
    expect(verified.differences).toEqual([]);
    expect(verified.tables.find(({ kind }) => kind === "campaigns")?.movedOn).toMatchObject({ status: 2, updatedAt: 2 });

    await crossing.import();
    const status = async (oldId: number) =>
      (
        await crossing.db
          .select({ status: campaign.status })
          .from(campaign)
          .where(eq(campaign.id, newId(oldId)))
      )[0]?.status;
    expect([await status(1), await status(2)]).toEqual(["scheduled", "failed"]);
  });

  test("N04 a state that the new side cannot have given itself is a difference", async () => {
    await using crossing = await openCrossing(dialect, old.path);
    await crossing.import();
    const { campaign } = crossing.db.tables;
    const [row] = await crossing.db.select().from(campaign).limit(1);
    if (!row) throw new Error("there is no campaign");
    const status = row.status === "active" ? "completed" : "active";
    await crossing.db.update(campaign).set({ status }).where(eq(campaign.id, row.id));
    expect((await crossing.verify()).differences).toMatchObject([{ kind: "campaigns", column: "status", problem: "changed" }]);
  });
});
