import { type Hazard, type Migration, splitTopLevel, statementsOf } from "./migration.ts";

/** The types that hold every value of another, without a change in what it means. */
const WIDER: Record<string, string[]> = {
  smallint: ["integer", "bigint", "numeric"],
  integer: ["bigint", "numeric"],
  bigint: ["numeric"],
  real: ["double precision"],
  varchar: ["text"],
  char: ["text"],
  json: ["jsonb"],
};

const NAME = String.raw`(?:"[^"]+"\.)?"([^"]+)"`;
const CREATE_TABLE = new RegExp(String.raw`^create table (?:if not exists )?${NAME}\s*\(([\s\S]*)\)`, "i");
const DROP_TABLE = new RegExp(String.raw`^drop table (?:if exists )?${NAME}`, "i");
const ALTER_TABLE = new RegExp(String.raw`^alter table (?:if exists )?(?:only )?${NAME}\s+([\s\S]*)$`, "i");
const ADD_COLUMN = /^add column (?:if not exists )?"([^"]+)"\s+([\s\S]*)$/i;
const DROP_COLUMN = /^drop column (?:if exists )?"([^"]+)"/i;
const RENAME_COLUMN = /^rename (?:column )?"([^"]+)" to/i;
const SET_TYPE = /^alter column "([^"]+)" (?:set data )?type ([\s\S]*?)(?: using [\s\S]*)?$/i;
const SET_NOT_NULL = /^alter column "([^"]+)" set not null/i;
const TYPE_ENDS = /\s+(?:primary key|not null|null|default|constraint|references|generated|unique|check|collate)\b[\s\S]*$/i;

/** Reads the statements as drizzle-kit writes them (quoted names), remembering the types of the columns from one to the next. */
export function findPostgresHazards(migrations: Migration[]): { migration: Migration; hazards: Hazard[] }[] {
  const types = new Map<string, string>();
  return migrations.map((migration) => ({
    migration,
    hazards: statementsOf(migration).flatMap((statement) => inspectStatement(statement, types)),
  }));
}

function inspectStatement(statement: string, types: Map<string, string>): Hazard[] {
  const created = CREATE_TABLE.exec(statement);
  if (created) {
    for (const part of splitTopLevel(created[2] ?? "", ",")) {
      const column = /^\s*"([^"]+)"\s+([\s\S]*)$/.exec(part);
      if (column) types.set(`${created[1]}.${column[1]}`, typeOf(column[2] ?? ""));
    }
    return [];
  }
  const dropped = DROP_TABLE.exec(statement);
  if (dropped) return [{ kind: "removed", subject: dropped[1] ?? "", explanation: "the table is dropped" }];
  const altered = ALTER_TABLE.exec(statement);
  if (!altered) return [];
  return splitTopLevel(altered[2] ?? "", ",").flatMap((action) =>
    inspectAction({ table: altered[1] ?? "", action: action.trim(), types }),
  );
}

function inspectAction({ table, action, types }: { table: string; action: string; types: Map<string, string> }): Hazard[] {
  if (/^rename to /i.test(action)) return [{ kind: "removed", subject: table, explanation: "the table is renamed" }];
  const of = (match: RegExpExecArray | null) => (match ? `${table}.${match[1]}` : null);

  const removed = of(DROP_COLUMN.exec(action)) ?? of(RENAME_COLUMN.exec(action));
  if (removed) return [{ kind: "removed", subject: removed, explanation: "the column is dropped or renamed" }];

  const required = of(SET_NOT_NULL.exec(action));
  if (required) return [{ kind: "required", subject: required, explanation: "the column becomes required" }];

  const added = ADD_COLUMN.exec(action);
  if (added) {
    const [, name, definition = ""] = added;
    types.set(`${table}.${name}`, typeOf(definition));
    const isFilled = /\b(default|generated)\b/i.test(definition) || /^(small|big)?serial\b/i.test(definition);
    if (!/\b(not null|primary key)\b/i.test(definition) || isFilled) return [];
    return [{ kind: "required", subject: `${table}.${name}`, explanation: "a required column without a default" }];
  }

  const retyped = SET_TYPE.exec(action);
  if (!retyped) return [];
  const subject = `${table}.${retyped[1]}`;
  const before = types.get(subject) ?? "an unknown type";
  const after = typeOf(retyped[2] ?? "");
  types.set(subject, after);
  return holdsEvery(before, after)
    ? []
    : [{ kind: "retyped", subject, explanation: `the type changes from ${before} to ${after}` }];
}

function typeOf(definition: string): string {
  return definition.replace(TYPE_ENDS, "").trim().toLowerCase().replace("character varying", "varchar");
}

function holdsEvery(before: string, after: string): boolean {
  const [from, to] = [parseType(before), parseType(after)];
  if (from.name !== to.name) return to.limit === null && (WIDER[from.name] ?? []).includes(to.name);
  return to.limit === null || (from.limit !== null && from.limit <= to.limit && !before.includes(","));
}

/** `varchar(20)` is a varchar with a limit of 20. */
function parseType(type: string): { name: string; limit: number | null } {
  const limit = /\((\d+)/.exec(type)?.[1];
  return { name: type.replace(/\([^)]*\)/, "").trim(), limit: limit === undefined ? null : Number(limit) };
}
