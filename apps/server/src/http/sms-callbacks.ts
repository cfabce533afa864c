import { AppError } from "@causeway/contract";
import { ProviderError } from "@causeway/providers";
import { renderProblem } from "@causeway/rest";
import { handleSmsCallback, type Runtime, serviceContext, SMS_CALLBACK_PATH } from "@causeway/services";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { HttpEnv } from "./env.ts";

/** A report has a few hundred bytes, the longest message a few thousand. */
const MAX_BYTES = 64 * 1024;

/** Says nothing back to whoever sent a message. */
const EMPTY_REPLY = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

const refused = new AppError({
  code: "FORBIDDEN",
  reason: "SIGNATURE_INVALID",
  message: "This request does not carry the signature of the text message service.",
});

const senseless = new AppError({
  code: "BAD_REQUEST",
  reason: "INVALID_INPUT",
  message: "This request is neither a report nor a message.",
});

const unknownMessage = new AppError({
  code: "NOT_FOUND",
  reason: "SMS_MESSAGE_NOT_FOUND",
  message: "There is no such message here, or not yet.",
});

const tooLarge = new AppError({
  code: "PAYLOAD_TOO_LARGE",
  reason: "BODY_TOO_LARGE",
  message: "The request is larger than 64 kB. Nothing was changed.",
});

/**
 * Where the text message service reports, and hands over what customers reply. The signature is over the address as the service
 * knows it, whatever name the request came by, and over the body as it came.
 */
export function serveSmsCallbacks(runtime: Runtime, publicUrl: string): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.use(SMS_CALLBACK_PATH, bodyLimit({ maxSize: MAX_BYTES, onError: (c) => renderProblem(c, tooLarge) }));
  app.post(SMS_CALLBACK_PATH, async (c) => {
    const { requestId, ip, userAgent } = c.get("facts");
    const ctx = { ...serviceContext(runtime, "sms-callback"), requestId, ip, userAgent };
    const { pathname, search } = new URL(c.req.url);
    try {
      const request = { url: `${publicUrl}${pathname}${search}`, headers: c.req.raw.headers, body: await c.req.text() };
      if (!(await handleSmsCallback(ctx, request))) return renderProblem(c, unknownMessage);
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      runtime.logger.warn({ why: error.message, requestId, ip }, "text message callback refused");
      return renderProblem(c, error.failure === "refused" ? refused : senseless);
    }
    return c.body(EMPTY_REPLY, 200, { "content-type": "text/xml; charset=utf-8" });
  });
  return app;
}
