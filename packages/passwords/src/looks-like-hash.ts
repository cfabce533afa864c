const FORMS = [
  // Modular crypt and PHC: $name$…, with more behind it than a typed password would have.
  /^\$[a-z0-9-]+\$\S{16,}$/i,
  // RFC 2307: {SSHA}…; Spring's {pbkdf2@SpringSecurity_v5_8}…
  /^\{[a-z0-9.@_-]+\}\S+$/i,
  // Django's and Werkzeug's way, and SCRAM-SHA-256's: name, perhaps settings, and at the end a digest.
  /^[a-z][\w-]*[$:]\S*[$:][\w+/.=-]{16,}$/i,
  // A digest in hexadecimal beside its salt, in either order: Joomla, Magento, better-auth.
  /^(?:[0-9a-f]{32,128}[:$]\S+|\S+[:$][0-9a-f]{32,128})$/i,
  // MySQL's PASSWORD(), SQL Server's PWDENCRYPT(), PostgreSQL before SCRAM, BSDi's extended DES.
  /^\*[0-9A-F]{40}$/,
  /^0x0[12]00[0-9a-f]{48,}$/i,
  /^md5[0-9a-f]{32}$/,
  /^_[./0-9A-Za-z]{19}$/,
];

/** The lengths of MD5 to SHA-512, in bytes. */
const DIGEST_LENGTHS = new Set([16, 20, 24, 28, 32, 48, 64]);

/** In Base64 also ASP.NET Identity's versions 2 and 3, which begin with what they are. */
const BASE64_LENGTHS = new Set([...DIGEST_LENGTHS, 49, 61]);

/** True for values that look machine-made. People's passwords, also long ones with blanks, do not. */
export function looksLikeHash(value: string): boolean {
  return FORMS.some((form) => form.test(value)) || isBareDigest(value);
}

function isBareDigest(value: string): boolean {
  if (/^(?:[0-9a-f]+|[0-9A-F]+)$/.test(value)) return DIGEST_LENGTHS.has(value.length / 2);
  // Base64 of a digest has upper case, lower case and digits, and padding or a length that words without blanks seldom have.
  const isBase64 = /^[\w+/-]+={1,2}$|^[\w+/-]{40,}$/.test(value);
  const isMixed = [/[a-z]/, /[A-Z]/, /\d/].every((kind) => kind.test(value));
  return isBase64 && isMixed && BASE64_LENGTHS.has(Math.floor((value.replace(/=+$/, "").length * 3) / 4));
}
