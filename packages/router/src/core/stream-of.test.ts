import { describe, expect, it } from "vitest";
import { z } from "zod";
import { streamItem, streamOf } from "./stream-of.ts";

const Item = z.object({ id: z.number() });

async function collect(stream: AsyncIterable<unknown>): Promise<unknown[]> {
  const values = [];
  for await (const value of stream) values.push(value);
  return values;
}

describe("a stream as output", () => {
  it("gives each value without what its schema does not declare", async () => {
    const stream = streamOf(Item).parse(
      (async function* () {
        yield { id: 1, secret: "x" };
        yield { id: 2 };
      })(),
    );
    expect(await collect(stream)).toEqual([{ id: 1 }, { id: 2 }]);
  });

  it("fails at a value that does not fit", async () => {
    const bad: unknown = (async function* () {
      yield { id: "one" };
    })();
    await expect(collect(streamOf(Item).parse(bad))).rejects.toThrow(z.ZodError);
  });

  it("ends its source when the reader stops", async () => {
    let isEnded = false;
    const source = (async function* () {
      try {
        for (;;) yield { id: 1 };
      } finally {
        isEnded = true;
      }
    })();
    for await (const _ of streamOf(Item).parse(source)) break;
    expect(isEnded).toBe(true);
  });

  it("takes nothing but an async iterable, and tells its item", () => {
    expect(streamOf(Item).safeParse([{ id: 1 }]).success).toBe(false);
    expect(streamItem(streamOf(Item))).toBe(Item);
    expect(streamItem(Item)).toBeNull();
  });
});
