import { randomUUID } from "node:crypto";
import { type BuiltInRole, emailKey } from "@causeway/contract";
import {
  ANONYMOUS,
  authenticate,
  type Ctx,
  createRestaurant,
  createUser,
  type Runtime,
  signIn,
  type UserPrincipal,
} from "@causeway/services";

/** Somebody a test acts as: a user with an open session. */
export interface Actor {
  userId: string;
  email: string;
  password: string;
  /** The first restaurant; empty text for an administrator. */
  restaurantId: string;
  accessToken: string;
  refreshToken: string;
  principal: UserPrincipal;
}

export interface ActorOptions {
  role?: BuiltInRole;
  email?: string;
  password?: string;
  restaurantName?: string;
}

export function anonymousContext(runtime: Runtime): Ctx {
  return { ...runtime, principal: ANONYMOUS, requestId: randomUUID(), ip: "192.0.2.1", userAgent: "test" };
}

const hashes = new Map<string, Promise<string>>();

/** Hashing is slow on purpose; tests need each password's hash only once. */
function hashOnce(runtime: Runtime, password: string): Promise<string> {
  const hash = hashes.get(password) ?? runtime.passwords.hash(password);
  hashes.set(password, hash);
  return hash;
}

/** Makes a user, for role `restaurant` with a restaurant and its default tasks, and signs them in. */
export async function createActor(runtime: Runtime, options: ActorOptions = {}): Promise<Actor> {
  const { role = "restaurant", email = `${randomUUID()}@test.example`, password = "a long enough password" } = options;
  const ctx = anonymousContext(runtime);
  const passwordHash = await hashOnce(runtime, password);
  const restaurantId = await runtime.db.transaction(async (tx) => {
    const { userId } = await createUser(tx, ctx, { email, emailKey: emailKey(email), passwordHash, role });
    if (role !== "restaurant") return "";
    const name = options.restaurantName ?? "Test Restaurant";
    return (await createRestaurant(tx, ctx, { ownerUserId: userId, name, address: null, phone: null })).restaurantId;
  });
  const { session } = await signIn(ctx, { email, password });
  if (!session) throw new Error("a second factor is due");
  const { accessToken, refreshToken, userId } = session;
  const principal = await authenticate(runtime, accessToken);
  return { userId, email, password, restaurantId, accessToken, refreshToken, principal };
}
