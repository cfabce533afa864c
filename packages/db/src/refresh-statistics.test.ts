import { onBothDialects } from "@causeway/testing/dialects";
import { describe, expect, test } from "vitest";
import { aRestaurant } from "../test/rows.ts";
import { refreshStatistics } from "./refresh-statistics.ts";

describe("statistics for the planner", () => {
  onBothDialects((open, dialect) => {
    test("are there as soon as they were asked for, where the database has any", async () => {
      await using database = await open();
      const { db } = database;
      const { restaurant, task } = db.tables;
      await db.insert(restaurant).values(aRestaurant({ id: "r" }));
      await refreshStatistics(db, [restaurant, task]);
      const known = await db.postgres?.query("select reltuples from pg_class where relname = 'restaurant'");
      expect(known?.rows).toEqual(dialect === "postgres" ? [{ reltuples: 1 }] : undefined);
    });
  });
});
