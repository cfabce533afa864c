import { AppError } from "@causeway/contract";
import { onBothDialects, type TestDatabase } from "@causeway/testing/dialects";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plant } from "../test/raw.ts";
import { refusalOf } from "../test/refusal.ts";
import { aRestaurant, aTask } from "../test/rows.ts";
import { isUniqueViolation, translateDatabaseError } from "./errors.ts";
import { pgKit, sqliteKit } from "./kit.ts";

describe("broken constraints", () => {
  onBothDialects((open, dialect) => {
    const kit = dialect === "sqlite" ? sqliteKit : pgKit;
    const scratch = kit.table("scratch", { size: kit.int().notNull() });
    let database: TestDatabase;
    beforeAll(async () => {
      database = await open();
      const { db, url } = database;
      await db.insert(db.tables.role).values({ key: "owner", rank: 1 });
      await plant(url, "create table scratch (size bigint not null check (size > 0))");
    });
    afterAll(() => database[Symbol.asyncDispose]());

    const aUser = { roleKey: "owner", createdAt: new Date(0), updatedAt: new Date(0) };

    test("M03 the same primary key twice is a conflict", async () => {
      const { db } = database;
      expect(await refusalOf(() => db.insert(db.tables.role).values({ key: "owner", rank: 2 }))).toBe("CONFLICT ROW_CONFLICT");
    });

    test("M03 the same composite key twice is a conflict", async () => {
      const { db } = database;
      const insert = () => db.insert(db.tables.rolePermission).values({ roleKey: "owner", permission: "restaurant:read" });
      await insert();
      expect(await refusalOf(insert)).toBe("CONFLICT ROW_CONFLICT");
    });

    test("M03 the same value in a unique index twice is a conflict, in an update too", async () => {
      const { db } = database;
      const { user } = db.tables;
      await db.insert(user).values({ ...aUser, email: "a@test.example", emailKey: "a" });
      await db.insert(user).values({ ...aUser, email: "b@test.example", emailKey: "b" });
      expect(await refusalOf(() => db.insert(user).values({ ...aUser, email: "c@test.example", emailKey: "a" }))).toBe(
        "CONFLICT ROW_CONFLICT",
      );
      expect(await refusalOf(() => db.update(user).set({ emailKey: "a" }).where(eq(user.emailKey, "b")))).toBe(
        "CONFLICT ROW_CONFLICT",
      );
    });

    test("M03 NULL is never the same as NULL in a unique index", async () => {
      const { db } = database;
      const { checklistStatus } = db.tables;
      const row = { status: "completed" as const, updatedAt: new Date(0), restaurantId: null, itemId: null };
      await db.insert(checklistStatus).values([row, row]);
      expect(await db.$count(checklistStatus)).toBe(2);
    });

    test("M03 a reference to nothing is refused, in an insert, an update and a transaction", async () => {
      const { db } = database;
      const { restaurant, task } = db.tables;
      const missing = "CONFLICT REFERENCE_MISSING";
      expect(await refusalOf(() => db.insert(task).values(aTask({ restaurantId: "nobody" })))).toBe(missing);
      expect(
        await refusalOf(() =>
          db.transaction((tx) =>
            tx
              .insert(task)
              .values(aTask({ restaurantId: "nobody" }))
              .returning(),
          ),
        ),
      ).toBe(missing);
      await db.insert(restaurant).values(aRestaurant({}));
      expect(await refusalOf(() => db.update(restaurant).set({ ownerUserId: "nobody" }))).toBe(missing);
    });

    test("M03 what others refer to stays, unless the reference goes with it", async () => {
      const { db } = database;
      const { restaurant, role, task } = db.tables;
      expect(await refusalOf(() => db.delete(role).where(eq(role.key, "owner")))).toBe("CONFLICT REFERENCE_MISSING");
      await db.insert(restaurant).values(aRestaurant({ id: "r" }));
      await db.insert(task).values(aTask({ restaurantId: "r" }));
      await db.delete(restaurant).where(eq(restaurant.id, "r"));
      expect(await db.$count(task, eq(task.restaurantId, "r"))).toBe(0);
    });

    test("M03 NULL where a value is required is refused", async () => {
      const { db } = database;
      const missing = null as unknown as string;
      expect(await refusalOf(() => db.insert(db.tables.restaurant).values(aRestaurant({ name: missing })))).toBe(
        "BAD_REQUEST VALUE_REFUSED",
      );
    });

    test("M03 a broken check is refused", async () => {
      const { db } = database;
      await db.insert(scratch).values({ size: 1 });
      expect(await refusalOf(() => db.insert(scratch).values({ size: 0 }))).toBe("BAD_REQUEST VALUE_REFUSED");
    });

    test("M03 a broken unique constraint can be told from everything else, also inside of other errors", async () => {
      const { db } = database;
      const failure = async (attempt: () => PromiseLike<unknown>) => {
        try {
          return await attempt();
        } catch (error) {
          return error;
        }
      };
      const conflict = await failure(() => db.insert(db.tables.role).values({ key: "owner", rank: 2 }));
      const dangling = await failure(() => db.insert(db.tables.task).values(aTask({ restaurantId: "nobody" })));
      expect(isUniqueViolation(conflict)).toBe(true);
      expect(isUniqueViolation(new Error("wrapped", { cause: conflict }))).toBe(true);
      expect(isUniqueViolation(dangling)).toBe(false);
      expect(translateDatabaseError(conflict)).toMatchObject({ cause: conflict });
    });
  });
});

describe("text too long for an index", () => {
  onBothDialects(
    (open) => {
      test("M03 is refused as a value", async () => {
        await using database = await open();
        const { db } = database;
        // Digits of a counter do not compress below a third of a page.
        const name = Array.from({ length: 30_000 }, (_, index) => ((index * 7919) % 1_000_003).toString(36)).join("");
        expect(await refusalOf(() => db.insert(db.tables.restaurant).values(aRestaurant({ name })))).toBe(
          "BAD_REQUEST VALUE_REFUSED",
        );
      });
    },
    { only: "postgres", because: "SQLite indexes text of any length" },
  );
});

describe("translateDatabaseError", () => {
  const withCode = (code: string, message = code) => Object.assign(new Error(message), { code });

  test.each(["ECONNREFUSED", "ECONNRESET", "57P01", "57P03", "53300", "40001", "40P01", "08006"])(
    "answers that the server is busy for %s",
    (code) => {
      const error = new Error("Failed query", { cause: withCode(code) });
      expect(translateDatabaseError(error)).toMatchObject({
        code: "UNAVAILABLE",
        reason: "TOO_BUSY",
        details: { retryAfterSeconds: 1 },
        cause: error,
      });
    },
  );

  test.each(["Connection terminated unexpectedly", "timeout exceeded when trying to connect"])(
    "knows “%s”, to which pg gives no code",
    (message) => {
      expect(translateDatabaseError(new Error(message))).toMatchObject({ reason: "TOO_BUSY" });
    },
  );

  test("answers that nothing can be stored when Postgres has no disk left", () => {
    expect(translateDatabaseError(withCode("53100"))).toMatchObject({ code: "UNAVAILABLE", reason: "STORAGE_FULL" });
  });

  test("leaves everything else as it is", () => {
    const appError = new AppError({ code: "NOT_FOUND", reason: "X", message: "x", cause: withCode("23505") });
    for (const error of [
      appError,
      new Error("x"),
      withCode("ENOENT"),
      withCode("42P01"),
      new TypeError("x"),
      "text",
      undefined,
      null,
    ]) {
      expect(translateDatabaseError(error)).toBe(error);
    }
  });
});
