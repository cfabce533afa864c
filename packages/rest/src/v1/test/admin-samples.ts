import { randomUUID } from "node:crypto";
import type { Actor, TestApp } from "@causeway/testing";
import type { Sample, World } from "./samples.ts";

type Samples = Record<string, (world: World) => Sample | Promise<Sample>>;

const as = ({ accessToken }: Pick<Actor, "accessToken">, input?: unknown): Sample => ({ input, accessToken });

/** A proof of who is there lasts ten minutes, so each has an administrator of its own. */
const admin = (app: TestApp) => app.createActor({ role: "admin" });

async function roleOf(app: TestApp, by: Actor): Promise<string> {
  const key = `role-${randomUUID().slice(0, 8)}`;
  await app.as(by).roles.create({ key, rank: 20, permissions: ["campaign:read"] });
  return key;
}

/** Calls that succeed: of what administrators do with users, roles and the audit log. */
export const ADMIN_SAMPLES: Samples = {
  "audit.list": ({ admin: reader }) => as(reader, { action: "session.", result: "success", limit: 5 }),
  "audit.export": ({ admin: reader }) => as(reader, { action: "session.", limit: 5 }),
  "audit.exportLines": ({ admin: reader }) => as(reader, { limit: 5 }),
  "audit.status": ({ admin: reader }) => as(reader),
  "audit.verify": ({ admin: reader }) => as(reader),
  "roles.list": async ({ app }) => as(await admin(app)),
  "roles.create": async ({ app }) =>
    as(await admin(app), { key: `role-${randomUUID().slice(0, 8)}`, rank: 20, permissions: ["campaign:read"] }),
  "roles.update": async ({ app }) => {
    const by = await admin(app);
    return as(by, { key: await roleOf(app, by), rank: 21, permissions: [] });
  },
  "roles.reset": async ({ app }) => as(await admin(app), { key: "restaurant" }),
  "roles.delete": async ({ app }) => {
    const by = await admin(app);
    return as(by, { key: await roleOf(app, by) });
  },
  "users.list": ({ admin: reader }) =>
    as(reader, { search: "test", role: "restaurant", isDisabled: false, sort: "email", limit: 5 }),
  "users.get": ({ admin: reader, owner }) => as(reader, { id: owner.userId }),
  "users.setRole": async ({ app }) => {
    const by = await admin(app);
    return as(by, { id: (await app.createActor()).userId, role: await roleOf(app, by) });
  },
  "users.disable": async ({ app }) => as(await admin(app), { id: (await app.createActor()).userId }),
  "users.enable": async ({ app }) => {
    const [by, { userId }] = [await admin(app), await app.createActor()];
    await app.as(by).users.disable({ id: userId });
    return as(by, { id: userId });
  },
  "users.endSessions": async ({ app }) => as(await admin(app), { id: (await app.createActor()).userId }),
};
