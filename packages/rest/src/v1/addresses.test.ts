import { createTestApp } from "@causeway/testing";
import { describe, expect, it } from "vitest";

describe("addresses", () => {
  it.each(["access_token", "token", "authorization", "accessToken", "api_key", "causeway-access"])(
    "D11 open nothing with a credential in their query: %s",
    async (name) => {
      await using app = await createTestApp();
      const { accessToken } = await app.createActor();
      for (const path of ["/v1/identity/me", "/trpc/identity.me", "/legacy/momentum/api/auth/me"]) {
        for (const value of [accessToken, `Bearer ${accessToken}`]) {
          expect((await app.request(`${path}?${new URLSearchParams({ [name]: value }).toString()}`)).status).toBe(401);
        }
      }
    },
  );
});
