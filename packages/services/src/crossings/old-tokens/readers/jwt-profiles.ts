import type { DescriptorOf } from "../descriptor.ts";
import type { Claims } from "../old-token.ts";

type Framework = DescriptorOf<"jwt">["framework"];

const isText = (value: unknown) => typeof value === "string" && value !== "";
const isTextOrMissing = (value: unknown) => value === undefined || typeof value === "string";

/**
 * What each framework demands of the claims of an access token beyond signature and time. The refresh tokens of SimpleJWT and
 * Flask-JWT-Extended are signed with the same key, and only a claim tells them apart.
 */
export const JWT_PROFILES: Readonly<Record<Framework, (claims: Claims) => boolean>> = {
  "express-jsonwebtoken": () => true,
  "nestjs-passport": () => true,
  // `sub` has to be text, and so has `jti` where there is one.
  "python-jose": ({ sub, jti }) => isTextOrMissing(sub) && isTextOrMissing(jti),
  simplejwt: ({ token_type: type, exp, jti }) => type === "access" && exp !== undefined && isText(jti),
  // `csrf` is there in tokens for cookies; the page had to repeat it in a header, which an origin check replaces here.
  "flask-jwt-extended": ({ type, jti, csrf }) => type === "access" && isText(jti) && isTextOrMissing(csrf),
};
