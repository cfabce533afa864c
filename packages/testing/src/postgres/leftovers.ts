import { withAdmin } from "./admin.ts";
import { isDatabaseOutdated } from "./names.ts";

/** Drops the templates, and the databases of runs that were killed long ago, from a server that outlives the run. */
export async function dropLeftovers(adminUrl: string): Promise<void> {
  await withAdmin(adminUrl, async (admin) => {
    const { rows } = await admin.query<{ datname: string }>(
      "select datname from pg_database where datname like 'causeway\\_%' and pg_get_userbyid(datdba) = current_user",
    );
    for (const { datname } of rows.filter((row) => isDatabaseOutdated(row.datname, Date.now()))) {
      await admin.query(`drop database if exists "${datname}" with (force)`);
    }
  });
}
