import { AppError } from "@causeway/contract";
import { DrizzleQueryError } from "drizzle-orm";
import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { LOG_OPTIONS } from "./log-options.ts";

function log(fields: object): { text: string; entry: Record<string, unknown> } {
  let text = "";
  pino(LOG_OPTIONS, { write: (line) => void (text += line) }).info(fields, "something happened");
  return { text, entry: JSON.parse(text) };
}

describe("the log", () => {
  it("L05 strikes out secrets by the name of their field, however deep they lie", () => {
    const secrets = {
      password: "s1",
      passwordHash: "s2",
      accessToken: "s3",
      "set-cookie": ["s4"],
      Authorization: "s5",
      "x-api-key": "s6",
    };
    const { text } = log({ ...secrets, a: { b: { c: [{ ...secrets, totpSecret: { s7: "s8" } }] } }, kept: "visible" });
    expect(text).not.toMatch(/s[1-8]/);
    expect(text).toContain("visible");
  });

  it.each([
    ["a token", "found eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl in it", "c2lnbmF0dXJl"],
    ["a header", "Authorization: Bearer geheim.123", "geheim"],
    ["an address with a password", "postgres://user:geheim@db.example/x cannot be reached", "geheim"],
    ["an address with a token", "GET /reset?token=geheim&x=1 failed", "geheim"],
    ["a fragment with a token", "https://app.example/reset#token=geheim", "geheim"],
    ["an API key", "cw_0123456789ab_geheimgeheimgeheim was used", "geheim"],
  ])("L05 strikes out %s in any text", (_, text, secret) => {
    expect(log({ note: text, err: new Error(text, { cause: new Error(text) }) }).text).not.toContain(secret);
  });

  it("L05 shows of a failed statement what it was, and none of its values", () => {
    const cause = Object.assign(new Error("constraint failed"), {
      code: "23505",
      detail: "Key (email)=(nora@example.com) exists.",
    });
    const failed = new DrizzleQueryError("insert into user values (?)", ["nora@example.com", "$argon2id$geheim"], cause);
    const { text, entry } = log({ err: new Error("outer", { cause: failed }) });
    expect(text).not.toMatch(/nora|geheim/);
    expect(entry["err"]).toMatchObject({
      message: "outer",
      stack: expect.stringMatching(/^at /),
      cause: { type: "DrizzleQueryError", message: "Failed query: insert into user values (?)", cause: { code: "23505" } },
    });
  });

  it("shows of our own errors the reason", () => {
    const err = new AppError({ code: "CONFLICT", reason: "EMAIL_TAKEN", message: "Taken." });
    expect(log({ err }).entry["err"]).toMatchObject({ type: "AppError", code: "CONFLICT", reason: "EMAIL_TAKEN" });
  });

  it("L04 keeps one entry one line, whatever people type", () => {
    const hostile = 'x\r\n{"level":30,"msg":"forged"}\u001b[31m\u2028"}';
    const { text, entry } = log({ name: hostile, err: new Error(hostile) });
    for (const character of ["\r", "\n", "\u001b"]) expect(text.trimEnd()).not.toContain(character);
    expect(entry["name"]).toBe(hostile);
    expect(entry["msg"]).toBe("something happened");
  });

  it("takes what has no end for what it is", () => {
    const endless: Record<string, unknown> = { name: "endless" };
    endless["self"] = endless;
    expect(log({ endless }).text).toContain("[deeper]");
  });
});
