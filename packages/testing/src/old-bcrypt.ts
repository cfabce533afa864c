import { hash } from "@node-rs/bcrypt";

/** A hash as bcryptjs 2.4 makes it, at the lowest cost, so that tests stay quick. */
export async function oldBcryptHash(password: string): Promise<string> {
  return (await hash(password, { cost: 4 })).replace(/^\$2.\$/, "$2a$");
}
