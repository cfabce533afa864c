import type { QuarantinedCell, ReadableValue } from "@causeway/contract";
import { clsx } from "clsx";
import { useEffect, useRef } from "react";
import { formatNumber } from "../lib/format.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";

/** Characters of a long value that are shown at once. */
const SHOWN = 300;
const TEXT_CLASS = "font-mono text-sm break-all whitespace-pre-wrap";

export interface CellRowProps {
  cell: QuarantinedCell;
  canCorrect: boolean;
  /** What it is corrected to; null for NULL, undefined while it is not. */
  correction: string | null | undefined;
  /** Why the correction is refused. */
  error: string | undefined;
  onChange: (correction: string | null | undefined) => void;
}

/** One column of an old row: its value, whether that is what keeps the row out, and what somebody makes of it. */
export function CellRow({ cell, canCorrect, correction, error, onChange }: CellRowProps) {
  const { column, value, isOffending, takes } = cell;
  // Nobody chooses a secret for somebody else.
  const isSecret = value.form === "hidden";
  const isText = value.form === "text" || value.form === "number";
  return (
    <li className={clsx("grid gap-x-6 gap-y-2 px-5 py-3 sm:grid-cols-[12rem_1fr]", isOffending && "border-l-mark border-l-4 pl-4")}>
      <p className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 self-start">
        <span className="figures font-medium break-all">{column}</span>
        {isOffending && <Badge tone="mark">keeps it out</Badge>}
      </p>
      <div className="min-w-0 space-y-2">
        <div className="flex flex-wrap items-start justify-between gap-3">
          <Value value={value} />
          {canCorrect && correction === undefined && (
            <Button
              variant="secondary"
              size="small"
              aria-label={isSecret ? `Set to NULL: ${column}` : `Correct ${column}`}
              onClick={() => onChange(isSecret ? null : isText && !value.isCut ? value.text : "")}
            >
              {isSecret ? "Set to NULL" : "Correct"}
            </Button>
          )}
        </div>
        {isOffending && correction === undefined && <p className="text-muted text-sm">{`Takes ${takes}.`}</p>}
        {cell.correction !== null && (
          <div className="text-sm">
            <span className="text-muted">Imported as </span>
            <Value value={cell.correction} />
          </div>
        )}
        {correction !== undefined &&
          (isSecret ? (
            <p className="flex flex-wrap items-center gap-2">
              <span className="text-muted">becomes</span> NULL
              <Button variant="quiet" size="small" onClick={() => onChange(undefined)}>
                Undo
              </Button>
            </p>
          ) : (
            <Correction {...{ column, takes, correction, error, onChange }} />
          ))}
      </div>
    </li>
  );
}

function Correction({
  column,
  takes,
  correction,
  error,
  onChange,
}: Pick<CellRowProps, "correction" | "error" | "onChange"> & Pick<QuarantinedCell, "column" | "takes">) {
  const isNull = correction === null;
  const input = useRef<HTMLInputElement>(null);
  // Whoever asked for it types next.
  useEffect(() => input.current?.focus(), []);
  return (
    <div className="flex flex-wrap items-start gap-2">
      <Field
        label={`${column} should be`}
        className="min-w-0 grow basis-60"
        ref={input}
        autoComplete="off"
        spellCheck={false}
        value={isNull ? "" : (correction ?? "")}
        placeholder={isNull ? "NULL" : undefined}
        hint={`Takes ${takes}.`}
        error={error}
        onChange={(event) => onChange(event.target.value)}
      />
      <div className="flex gap-1 sm:pt-8">
        <Button
          variant={isNull ? "primary" : "secondary"}
          aria-pressed={isNull}
          size="small"
          className="min-h-11"
          onClick={() => onChange(isNull ? "" : null)}
        >
          NULL
        </Button>
        <Button variant="quiet" size="small" className="min-h-11" onClick={() => onChange(undefined)}>
          Undo
        </Button>
      </div>
    </div>
  );
}

function Value({ value: { form, text, bytes, isCut } }: { value: ReadableValue }) {
  if (form === "null" || form === "hidden") return <span className="text-muted">{form === "null" ? "NULL" : text}</span>;
  const isLong = text.length > SHOWN;
  const note = [form === "hex" && "not UTF-8", isCut && "cut", (form === "hex" || isCut) && `${formatNumber(bytes)} bytes`];
  return (
    <div className="min-w-0 grow basis-40">
      <p className={TEXT_CLASS}>
        {text === "" ? <span className="text-muted font-sans">empty text</span> : isLong ? `${text.slice(0, SHOWN)}…` : text}
      </p>
      {isLong && (
        <details className="text-sm">
          <summary className="text-muted hover:text-ink inline-flex min-h-8 cursor-pointer items-center">All of it</summary>
          <p className={TEXT_CLASS}>{text}</p>
        </details>
      )}
      {note.some(Boolean) && <p className="text-muted text-sm">{note.filter(Boolean).join(", ")}</p>}
    </div>
  );
}
