const FORMS = [
  // Modular crypt and PHC: $name$…, with more behind it than a typed password would have.
  /^\$[a-z0-9-]+\$\S{16,}$/i,
  // RFC 2307: {SSHA}…
  /^\{[a-z0-9.-]+\}\S+$/i,
  // Django's and Werkzeug's way: name, perhaps settings, and at the end a digest.
  /^[a-z]\w*[$:]\S*[$:][\w+/.=-]{16,}$/i,
  // MySQL's PASSWORD().
  /^\*[0-9A-F]{40}$/,
];

/** The lengths of MD5 to SHA-512, in bytes. */
const DIGEST_LENGTHS = new Set([16, 20, 24, 28, 32, 48, 64]);

/** True for values that look machine-made. People's passwords, also long ones with blanks, do not. */
export function looksLikeHash(value: string): boolean {
  return FORMS.some((form) => form.test(value)) || isBareDigest(value);
}

function isBareDigest(value: string): boolean {
  if (/^(?:[0-9a-f]+|[0-9A-F]+)$/.test(value)) return DIGEST_LENGTHS.has(value.length / 2);
  // Base64 of a digest has upper case, lower case and digits, and padding or a length that words without blanks seldom have.
  const isBase64 = /^[\w+/-]+={1,2}$|^[\w+/-]{40,}$/.test(value);
  const isMixed = [/[a-z]/, /[A-Z]/, /\d/].every((kind) => kind.test(value));
  return isBase64 && isMixed && DIGEST_LENGTHS.has(Math.floor((value.replace(/=+$/, "").length * 3) / 4));
}
