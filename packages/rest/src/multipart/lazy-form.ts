import { type SpooledForm, spoolForm } from "./spool-form.ts";

export interface LazyForm extends AsyncDisposable {
  /** Reads the form when first asked: nobody who may not send it makes the server write. */
  get(): Promise<FormData>;
}

export function lazyForm(request: Request, limits: { maxFileBytes: number }): LazyForm {
  let spooled: Promise<SpooledForm> | undefined;
  return {
    get: async () => (await (spooled ??= spoolForm(request, limits))).form,
    async [Symbol.asyncDispose]() {
      // Its failure was told to whoever asked.
      const form = await spooled?.catch(() => undefined);
      await form?.[Symbol.asyncDispose]();
      await drain(request);
    },
  };
}

/** Most clients hear an answer only after they have sent everything. What is too long was refused by its length before. */
async function drain(request: Request): Promise<void> {
  if (!request.body || request.bodyUsed || request.body.locked) return;
  const reader = request.body.getReader();
  while (!(await reader.read()).done);
}
