import { z } from "zod";

/** Output of a subscription: every value it gives is parsed by `item`, which strips what must not leave. */
export function streamOf<TItem extends z.ZodType>(item: TItem) {
  return z
    .custom<AsyncIterable<z.input<TItem>>>(isAsyncIterable)
    .transform(async function* (values): AsyncGenerator<z.output<TItem>> {
      for await (const value of values) yield await item.parseAsync(value);
    })
    .meta({ streamOf: item });
}

/** The schema of one value, if the output is a `streamOf`. */
export function streamItem(output: z.ZodType): z.ZodType | null {
  const item = z.globalRegistry.get(output)?.["streamOf"];
  return item instanceof z.ZodType ? item : null;
}

function isAsyncIterable(value: unknown): boolean {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}
