import { DatabaseSync } from "node:sqlite";
import type { Hazard, Migration } from "./migration.ts";

interface Column {
  type: string;
  isRequired: boolean;
  hasDefault: boolean;
}

type Tables = Map<string, Map<string, Column>>;

/**
 * Runs the migrations in memory and compares the tables before and after each: a change of a column is a rebuilt table here, which no
 * reading of the SQL would tell from a new one.
 */
export function findSqliteHazards(migrations: Migration[]): { migration: Migration; hazards: Hazard[] }[] {
  using database = new DatabaseSync(":memory:", { enableForeignKeyConstraints: false });
  let before = readTables(database);
  return migrations.map((migration) => {
    try {
      database.exec(migration.sql);
    } catch (error) {
      return { migration, hazards: [{ kind: "broken", subject: "migration", explanation: `does not run: ${String(error)}` }] };
    }
    const after = readTables(database);
    const hazards = compareTables(before, after);
    before = after;
    return { migration, hazards };
  });
}

function readTables(database: DatabaseSync): Tables {
  const names = database
    .prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\'")
    .all();
  const columns = database.prepare('select name, type, "notnull", dflt_value, pk, hidden from pragma_table_xinfo(?)');
  return new Map(
    names.map(({ name }) => [
      String(name),
      new Map(
        columns.all(String(name)).map((row) => [
          String(row["name"]),
          {
            type: String(row["type"]).toUpperCase(),
            isRequired: row["notnull"] === 1,
            // A generated column (hidden is 2 or 3) needs none.
            hasDefault: row["dflt_value"] !== null || row["hidden"] !== 0,
          },
        ]),
      ),
    ]),
  );
}

function compareTables(before: Tables, after: Tables): Hazard[] {
  return [...before].flatMap(([table, columns]): Hazard[] => {
    const now = after.get(table);
    if (!now) return [{ kind: "removed", subject: table, explanation: "the table is dropped or renamed" }];
    const kept = [...columns].flatMap(([name, column]) => compareColumn(`${table}.${name}`, column, now.get(name)));
    const added = [...now].filter(([name, column]) => !columns.has(name) && column.isRequired && !column.hasDefault);
    return [
      ...kept,
      ...added.map(([name]): Hazard => ({
        kind: "required",
        subject: `${table}.${name}`,
        explanation: "a required column without a default",
      })),
    ];
  });
}

function compareColumn(subject: string, before: Column, after: Column | undefined): Hazard[] {
  if (!after) return [{ kind: "removed", subject, explanation: "the column is dropped or renamed" }];
  const hazards: Hazard[] = [];
  if (after.isRequired && !before.isRequired)
    hazards.push({ kind: "required", subject, explanation: "the column becomes required" });
  if (after.type !== before.type && after.type !== "ANY") {
    hazards.push({ kind: "retyped", subject, explanation: `the type changes from ${before.type} to ${after.type}` });
  }
  return hazards;
}
