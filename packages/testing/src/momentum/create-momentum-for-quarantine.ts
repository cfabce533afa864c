import Database from "better-sqlite3";
import { createMomentumDatabase } from "./create-momentum-database.ts";

const T = "2026-01-02 03:04:05";
const HASH = "(select replace(password_hash, '$10$', '$31$') from users where user_id = 1)";

/**
 * Writes an old database with three owners and five rows that no import can hold: users 71 and 72, an administrator, whose
 * password hashes are too costly to check, a session of 71, one of nobody, and one without an id.
 */
export async function createMomentumForQuarantine(path: string): Promise<void> {
  await createMomentumDatabase(path, { users: 3 });
  const old = new Database(path);
  old.exec(`
    pragma foreign_keys = off;
    insert into users (user_id, email, password_hash, role, created_at) values
      (71, 'dear@example.com', ${HASH}, 'restaurant', '${T}'), (72, 'dear.too@example.com', ${HASH}, 'admin', '${T}');
    insert into sessions (session_id, user_id, created_at, expires_at) values
      ('of 71', 71, '${T}', '${T}'), ('of nobody', 999, '${T}', '${T}'), (null, 1, '${T}', '${T}');
  `);
  old.close();
}
