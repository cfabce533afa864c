import { recordAudit } from "../audit/record.ts";
import type { Ctx } from "../runtime/context.ts";
import { type EncryptedField, FieldCipherError } from "../runtime/field-cipher.ts";
import { ENCRYPTED_COLUMNS, type EncryptedValue } from "./encrypted-columns.ts";

/** Rows that one transaction writes. */
const CHUNK = 50;

/** Safe because the object literal has no other keys than its type says. */
const FIELDS = Object.keys(ENCRYPTED_COLUMNS) as EncryptedField[];

export interface ReencryptReport {
  field: EncryptedField;
  reencrypted: number;
  /** Records whose value no known secret opens; left as they are. */
  unreadable: string[];
}

/**
 * Encrypts every encrypted column anew with the current secret, in chunks. Whoever stops it loses nothing: what is done is
 * not looked at again. Afterwards, with nothing unreadable, the earlier secrets are needed no more.
 */
export async function reencrypt(ctx: Ctx, { signal }: { signal?: AbortSignal } = {}): Promise<ReencryptReport[]> {
  const reports: ReencryptReport[] = [];
  for (const field of FIELDS) reports.push(await reencryptField(ctx, field, signal));
  const total = reports.reduce((sum, { reencrypted }) => sum + reencrypted, 0);
  if (total > 0) await recordAudit(ctx.db, ctx, { action: "encryption.renew", details: { values: total } });
  return reports;
}

async function reencryptField(ctx: Ctx, field: EncryptedField, signal: AbortSignal | undefined): Promise<ReencryptReport> {
  const { cipher, db } = ctx;
  const column = ENCRYPTED_COLUMNS[field];
  const report: ReencryptReport = { field, reencrypted: 0, unreadable: [] };
  let after = "";
  for (;;) {
    signal?.throwIfAborted();
    const values = await column.listOutdated(db, { after, currentPrefix: cipher.currentPrefix, limit: CHUNK });
    const last = values.at(-1);
    if (!last) return report;
    after = last.record;
    const renewed: { old: EncryptedValue; stored: string }[] = [];
    for (const old of values) {
      const text = read(ctx, field, old);
      if (text === null) report.unreadable.push(old.record);
      else renewed.push({ old, stored: cipher.encrypt(field, text, old.record) });
    }
    await db.transaction(async (tx) => {
      for (const { old, stored } of renewed) await column.replace(tx, old, stored);
    });
    report.reencrypted += renewed.length;
  }
}

function read({ cipher }: Ctx, field: EncryptedField, { record, stored }: EncryptedValue): string | null {
  try {
    return cipher.decrypt(field, stored, record);
  } catch (error) {
    if (error instanceof FieldCipherError) return null;
    throw error;
  }
}
