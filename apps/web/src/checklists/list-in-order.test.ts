import fc from "fast-check";
import { expect, test } from "vitest";
import { listInOrder } from "./list-in-order.ts";

const item = (id: string, parentItemId: string | null = null) => ({ id, parentItemId });
const shape = (items: { id: string; parentItemId: string | null }[]) =>
  listInOrder(items).map(({ item: { id }, depth }) => `${depth}${id}`);

test("children follow their parent, each group in the order given", () => {
  expect(shape([item("d", "b"), item("a"), item("b"), item("c", "a"), item("e", "a")])).toEqual(["0a", "1c", "1e", "0b", "1d"]);
});

test("an item whose parent is elsewhere stands at the top", () => {
  expect(shape([item("a", "gone"), item("b", "a")])).toEqual(["0a", "1b"]);
});

test("items that are each other's parents are all there", () => {
  expect(shape([item("a", "b"), item("b", "a"), item("c", "c")])).toEqual(["0a", "1b", "0c"]);
});

test("whatever the parents say, every item is there once", () => {
  const id = fc.constantFrom(..."abcdefgh");
  const items = fc.uniqueArray(fc.record({ id, parentItemId: fc.option(id) }), { selector: (one) => one.id });
  fc.assert(
    fc.property(items, (some) => {
      const placed = listInOrder(some).map((one) => one.item.id);
      expect(placed.toSorted()).toEqual(some.map((one) => one.id).toSorted());
    }),
  );
});
