import type { Restaurant } from "@causeway/contract";

/** The restaurant on a map, in the form that Google documents as Maps URLs: works everywhere and needs no key. */
export function mapLink({ name, address }: Pick<Restaurant, "name" | "address">): string {
  const query = [name, address].filter(Boolean).join(", ");
  return `https://www.google.com/maps/search/?${new URLSearchParams({ api: "1", query }).toString()}`;
}
