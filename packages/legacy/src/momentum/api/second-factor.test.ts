import { importTotpSecret, storeImportedFactor } from "@causeway/services";
import { DIALECTS } from "@causeway/testing";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { createOldServer } from "../test/old-server.ts";

describe.each(DIALECTS)("a user with a second factor, over the old API on %s", (dialect) => {
  it("E10 is not let in by the password alone, nor by a token from before; wrong passwords are answered alike", async () => {
    await using old = await createOldServer(dialect);
    const { db, runtime } = old.app;
    const { token } = await old.register({ email: "nora@example.com", password: "lantern" });
    const login = (password: string) => old.send("POST", "/api/auth/login", { body: { email: "nora@example.com", password } });
    expect((await login("lantern")).status).toBe(200);
    expect((await old.send("GET", "/api/auth/me", { token })).status).toBe(200);

    const { user, signInAttempt } = db.tables;
    const [nora] = await db.select({ id: user.id }).from(user).where(eq(user.email, "nora@example.com"));
    const totp = importTotpSecret({ library: "otplib", text: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" });
    await db.transaction((tx) => storeImportedFactor(tx, runtime, { userId: nora?.id ?? "", totp, backupCodes: [] }));

    const refused = { status: 401, text: '{"error":"Invalid credentials"}' };
    expect(await login("lantern")).toMatchObject(refused);
    expect(await login("not the password")).toMatchObject(refused);
    expect(await old.send("GET", "/api/auth/me", { token })).toMatchObject({
      status: 403,
      text: '{"error":"Invalid or expired token"}',
    });
    const reasons = (await db.select().from(signInAttempt)).map(({ reason }) => reason);
    expect(reasons).toEqual([null, "SECOND_FACTOR_DUE", "CREDENTIALS_WRONG"]);
  });
});
