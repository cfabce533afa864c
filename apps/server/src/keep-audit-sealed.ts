import { type Runtime, sealAudit, serviceContext } from "@causeway/services";

const EVERY_MS = 2000;
/** Few transactions are open longer; the job that runs every minute looks back further. */
const LOOK_BACK_MS = 60_000;

/**
 * Events join the audit chain within seconds, and at the end what is left: before they do, whoever can write to the database
 * could remove one unseen.
 */
export function keepAuditSealed(runtime: Runtime, { everyMs = EVERY_MS } = {}): AsyncDisposable {
  const ctx = serviceContext(runtime, "seal");
  let isFailing = false;
  let sealing: Promise<void> | null = null;

  async function sealOnce(): Promise<void> {
    try {
      await sealAudit(ctx, { lookBackMs: LOOK_BACK_MS });
      isFailing = false;
    } catch (err) {
      // Said once: a database that does not answer may not do so for hours.
      if (!isFailing) runtime.logger.warn({ err }, "events of the audit log could not be chained");
      isFailing = true;
    }
  }

  /** One at a time, whoever asks. */
  const seal = () =>
    (sealing ??= sealOnce().finally(() => {
      sealing = null;
    }));
  const timer = setInterval(() => void seal(), everyMs).unref();
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await sealing;
      await seal();
    },
  };
}
