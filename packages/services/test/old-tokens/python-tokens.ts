import { spawnSync } from "node:child_process";
import { z } from "zod";

/** The frameworks' own steps, with nothing but Python's standard library. */
const SCRIPT = String.raw`
import base64, hashlib, hmac, json, sys, zlib
given = json.load(sys.stdin)
secret, at = given["secret"].encode(), given["at"]
b64 = lambda data: base64.urlsafe_b64encode(data).rstrip(b"=")
dump = lambda data: json.dumps(data, separators=(",", ":")).encode()

def jwt(claims):
    signed = b64(dump({"alg": "HS256", "typ": "JWT"})) + b"." + b64(dump(claims))
    return (signed + b"." + b64(hmac.new(secret, signed, hashlib.sha256).digest())).decode()

def pack(data):
    packed = zlib.compress(dump(data))
    return b"." + b64(packed) if len(packed) < len(dump(data)) - 1 else b64(dump(data))

def flask(data):
    timestamp = at.to_bytes((at.bit_length() + 7) // 8, "big")
    signed = pack(data) + b"." + b64(timestamp)
    key = hmac.new(secret, b"cookie-session", hashlib.sha1).digest()
    return (signed + b"." + b64(hmac.new(key, signed, hashlib.sha1).digest())).decode()

def base62(number):
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    return base62(number // 62) + digits[number % 62] if number else ""

def django(data):
    signed = pack(data) + b":" + base62(at).encode()
    key = hashlib.sha256(b"django.contrib.sessions.SessionStore" + b"signer" + secret).digest()
    return (signed + b":" + b64(hmac.new(key, signed, hashlib.sha256).digest())).decode()

def express(sid):
    signature = base64.b64encode(hmac.new(secret, sid.encode(), hashlib.sha256).digest()).rstrip(b"=")
    return "s:" + sid + "." + signature.decode()

print(json.dumps({
    "jwt": jwt(given["claims"]),
    "flask": [flask(data) for data in given["sessions"]],
    "django": [django(data) for data in given["sessions"]],
    "express": express(given["sid"]),
}))
`;

const Made = z.object({ jwt: z.string(), flask: z.array(z.string()), django: z.array(z.string()), express: z.string() });

export const hasPython = spawnSync("python3", ["--version"]).status === 0;

/** Tokens made by python3. */
export function makeTokensInPython(given: {
  secret: string;
  /** Seconds since 1970. */
  at: number;
  claims: object;
  sessions: object[];
  sid: string;
}): z.infer<typeof Made> {
  const { stdout, stderr } = spawnSync("python3", ["-c", SCRIPT], { input: JSON.stringify(given), encoding: "utf8" });
  if (stdout === "") throw new Error(stderr);
  return Made.parse(JSON.parse(stdout));
}
