import type { Db } from "@causeway/db";
import { and, asc, eq, gt, isNotNull, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { EncryptedField } from "../runtime/field-cipher.ts";

/** A stored value, and the row it is bound to. */
export interface EncryptedValue {
  record: string;
  stored: string;
}

export interface EncryptedColumn {
  /** Rows after `after`, in the order of their records, whose value does not begin with `currentPrefix`. */
  listOutdated(db: Db, page: { after: string; currentPrefix: string; limit: number }): Promise<EncryptedValue[]>;
  /** Only over the very value that was read: one that was written meanwhile stays. */
  replace(tx: Db, old: EncryptedValue, stored: string): Promise<void>;
}

/** Not by LIKE, which takes `_` of a key id for any character and, on SQLite, `a` for `A`. */
const isOutdated = (value: SQLWrapper, prefix: string): SQL => sql`substr(${value}, 1, ${prefix.length}) <> ${prefix}`;

/** How each encrypted column is encrypted anew. One that is missing here would become unreadable with the old secret gone. */
export const ENCRYPTED_COLUMNS: Readonly<Record<EncryptedField, EncryptedColumn>> = {
  "totp_factor.secret": {
    async listOutdated(db, { after, currentPrefix, limit }) {
      const { userId, secret } = db.tables.totpFactor;
      return db
        .select({ record: userId, stored: secret })
        .from(db.tables.totpFactor)
        .where(and(gt(userId, after), isOutdated(secret, currentPrefix)))
        .orderBy(asc(userId))
        .limit(limit);
    },
    async replace(tx, { record, stored: before }, stored) {
      const { totpFactor: table } = tx.tables;
      await tx
        .update(table)
        .set({ secret: stored })
        .where(and(eq(table.userId, record), eq(table.secret, before)));
    },
  },
  "signing_key.secret": {
    async listOutdated(db, { after, currentPrefix, limit }) {
      const { id, secret } = db.tables.signingKey;
      return db
        .select({ record: id, stored: secret })
        .from(db.tables.signingKey)
        .where(and(gt(id, after), isOutdated(secret, currentPrefix)))
        .orderBy(asc(id))
        .limit(limit);
    },
    async replace(tx, { record, stored: before }, stored) {
      const { signingKey: table } = tx.tables;
      await tx
        .update(table)
        .set({ secret: stored })
        .where(and(eq(table.id, record), eq(table.secret, before)));
    },
  },
  "mail_message.sealed_body": {
    async listOutdated(db, { after, currentPrefix, limit }) {
      const { id, sealedBody } = db.tables.mailMessage;
      const rows = await db
        .select({ record: id, stored: sealedBody })
        .from(db.tables.mailMessage)
        .where(and(gt(id, after), isNotNull(sealedBody), isOutdated(sealedBody, currentPrefix)))
        .orderBy(asc(id))
        .limit(limit);
      return rows.flatMap(({ record, stored }) => (stored === null ? [] : [{ record, stored }]));
    },
    async replace(tx, { record, stored: before }, stored) {
      const { mailMessage: table } = tx.tables;
      await tx
        .update(table)
        .set({ sealedBody: stored })
        .where(and(eq(table.id, record), eq(table.sealedBody, before)));
    },
  },
};
