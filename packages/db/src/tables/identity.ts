import type { Permission } from "@causeway/contract";
import type { Kit } from "../kit.ts";

export function identityTables(k: Kit) {
  const role = k.table("role", {
    key: k.text().primaryKey().notNull(),
    /** A higher rank may act for a lower one. */
    rank: k.int().notNull(),
  });

  const rolePermission = k.table(
    "role_permission",
    {
      roleKey: k
        .text()
        .notNull()
        .references(() => role.key, { onDelete: "cascade" }),
      permission: k.text().$type<Permission>().notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.roleKey, t.permission] })],
  );

  /** What a version of this program has given a built-in role once: it is not given again when somebody took it away. */
  const roleOffer = k.table(
    "role_offer",
    {
      roleKey: k
        .text()
        .notNull()
        .references(() => role.key, { onDelete: "cascade" }),
      permission: k.text().$type<Permission>().notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.roleKey, t.permission] })],
  );

  const user = k.table(
    "user",
    {
      id: k.id(),
      /** As the user wrote it, or as the old system had it. */
      email: k.text().notNull(),
      /** What makes an address one account: see `emailKey`. */
      emailKey: k.text().notNull(),
      /** Null: no password can match. */
      passwordHash: k.text(),
      passwordChangedAt: k.time(),
      /** When all sessions were last ended: tokens of old systems from before are worth nothing. */
      sessionsEndedAt: k.time(),
      roleKey: k
        .text()
        .notNull()
        .references(() => role.key),
      /** When the user proved that mail to this address reaches them. */
      emailVerifiedAt: k.time(),
      displayName: k.text(),
      disabledAt: k.time(),
      /** Set with `disabledAt` by the user's own wish to be deleted: until then it can be taken back. */
      deleteAfter: k.time(),
      createdAt: k.time().notNull(),
      updatedAt: k.time().notNull(),
    },
    (t) => [
      k.uniqueIndex("user_email").on(t.email),
      k.uniqueIndex("user_email_key").on(t.emailKey),
      k.index("user_created_at").on(t.createdAt, t.id),
    ],
  );

  const session = k.table(
    "session",
    {
      id: k.id(),
      userId: k
        .text()
        .notNull()
        .references(() => user.id, { onDelete: "cascade" }),
      /** The administrator who acts for `userId` in this session. */
      impersonatorUserId: k.text().references(() => user.id, { onDelete: "cascade" }),
      /** When the administrator's own session, replaced by this one, would have ended. */
      impersonatorExpiresAt: k.time(),
      userAgent: k.text(),
      ip: k.text(),
      /** What the user calls the device. */
      deviceName: k.text(),
      /** When the user last proved who they are within this session: at sign-in, or when asked again. */
      provenAt: k.time(),
      /** When a second factor was last given within this session. */
      secondFactorAt: k.time(),
      createdAt: k.time().notNull(),
      lastUsedAt: k.time().notNull(),
      expiresAt: k.time().notNull(),
      endedAt: k.time(),
      endReason: k.text(),
    },
    (t) => [k.index("session_user").on(t.userId, t.createdAt), k.index("session_impersonator").on(t.impersonatorUserId)],
  );

  const refreshToken = k.table(
    "refresh_token",
    {
      /** SHA-256 of the token; the token itself is never stored. */
      hash: k.text().primaryKey().notNull(),
      sessionId: k
        .text()
        .notNull()
        .references(() => session.id, { onDelete: "cascade" }),
      /** Position in the session's chain, from 0. */
      generation: k.int().notNull(),
      createdAt: k.time().notNull(),
      /** When its successor was made. */
      rotatedAt: k.time(),
    },
    (t) => [k.uniqueIndex("refresh_token_generation").on(t.sessionId, t.generation)],
  );

  return { role, rolePermission, roleOffer, user, session, refreshToken };
}
