import type { Actor } from "@causeway/testing";
import type { Sample, World } from "./samples.ts";

type Samples = Record<string, (world: World) => Sample | Promise<Sample>>;

const as = ({ accessToken }: Pick<Actor, "accessToken">, input?: unknown): Sample => ({ input, accessToken });
const atHome = ({ owner }: World, input: object = {}): Sample => as(owner, { restaurantId: owner.restaurantId, ...input });

let lastNumber = 0;
/** A number that nobody has yet. */
const phone = () => `+1555020${String(++lastNumber).padStart(4, "0")}`;

const contact = async ({ app, owner }: World) =>
  (await app.as(owner).contacts.create({ restaurantId: owner.restaurantId, name: "Nora", phone: phone() })).id;

async function customerList({ app, owner }: World): Promise<string> {
  const form = new FormData();
  form.set("restaurantId", owner.restaurantId);
  form.set("purpose", "customer-list");
  form.set("file", new File(["customer_name,phone_number,last_order_date\nNora,+15550209999,2026-01-31\n"], "list.csv"));
  return (await app.as(owner).files.upload(form)).id;
}

const GOOD = () => ({ customer_name: "Omar", phone_number: phone(), last_order_date: "2026-01-31" });
const LIST = () => ({ fileName: "list.csv", rows: [GOOD(), { ...GOOD(), phone_number: "none" }] });
const rowsImport = async ({ app, owner }: World) =>
  (await app.as(owner).contacts.importRows({ restaurantId: owner.restaurantId, ...LIST() })).id;

/** Calls that succeed: of customers and their lists. */
export const CONTACT_SAMPLES: Samples = {
  "contacts.list": (world) => atHome(world, { search: "no", filter: "all", sort: "name", limit: 5 }),
  "contacts.get": async (world) => as(world.owner, { id: await contact(world) }),
  "contacts.create": (world) => atHome(world, { name: "Nora", phone: phone() }),
  "contacts.update": async (world) => as(world.owner, { id: await contact(world), notes: "window seat" }),
  "contacts.delete": async (world) => as(world.owner, { id: await contact(world) }),
  "contacts.optOut": async (world) => as(world.owner, { id: await contact(world) }),
  "contacts.optIn": async (world) => {
    const id = await contact(world);
    await world.app.as(world.owner).contacts.optOut({ id });
    return as(world.owner, { id });
  },
  "contacts.export": (world) => atHome(world),
  "contacts.sampleList": ({ owner }) => as(owner),
  "contacts.import": async (world) => atHome(world, { fileId: await customerList(world) }),
  "contacts.importRows": (world) => atHome(world, LIST()),
  "contacts.imports": (world) => atHome(world, { limit: 5 }),
  "contacts.getImport": async (world) => as(world.owner, { id: await rowsImport(world) }),
  "contacts.watchImport": async (world) => as(world.owner, { id: await rowsImport(world) }),
  "contacts.importErrors": async (world) => as(world.owner, { id: await rowsImport(world), limit: 5 }),
  "contacts.fixImportRow": async (world) => as(world.owner, { id: await rowsImport(world), row: 2, cells: GOOD() }),
  "contacts.dismissImportRow": async (world) => as(world.owner, { id: await rowsImport(world), row: 2 }),
};
