import { describe, expect, it } from "vitest";
import { everyPage } from "./every-page.ts";

describe("a list without its pages", () => {
  it("asks for one page after the other until there is none, and keeps the rest of the input", async () => {
    const asked: unknown[] = [];
    const list = async (input: { of: string; cursor?: string | undefined; limit?: number | undefined }) => {
      asked.push(input);
      const at = Number(input.cursor ?? 0);
      return { items: [at, at + 0.5], nextCursor: at < 2 ? String(at + 1) : null };
    };
    expect(await everyPage(list)({ of: "x" })).toEqual([0, 0.5, 1, 1.5, 2, 2.5]);
    expect(asked).toEqual([undefined, "1", "2"].map((cursor) => ({ of: "x", cursor, limit: 1000 })));
  });
});
