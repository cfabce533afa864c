import { pgTables } from "./index.ts";

/** What drizzle-kit reads for Postgres: it looks at named exports only. */
export const {
  role,
  rolePermission,
  user,
  session,
  refreshToken,
  restaurant,
  campaign,
  campaignResult,
  task,
  checklistCategory,
  checklistItem,
  checklistStatus,
  auditEvent,
  legacyRecord,
  legacySequence,
  legacyEndedToken,
  importRun,
  importProgress,
  quarantinedRow,
} = pgTables;
