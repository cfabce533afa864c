import { createHash, createHmac, randomUUID } from "node:crypto";
import { type Loopback, type LoopbackAnswer, type LoopbackRequest, startLoopback } from "../../test/loopback.ts";

export const KEYS = { accessKeyId: "AKIATEST", secretAccessKey: "secret/key+of=tests" };
export const BUCKET = "bucket";
const PAGE = 3;

export interface FakeS3 extends Loopback {
  objects: Map<string, { bytes: Buffer; mediaType: string }>;
  /** Uploads in parts that were begun and neither completed nor aborted. */
  open: Map<string, Map<number, Buffer>>;
}

const sha256 = (data: string | Buffer) => createHash("sha256").update(data).digest("hex");
const hmac = (key: string | Buffer, data: string) => createHmac("sha256", key).update(data).digest();
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** Signature version 4, as Amazon describes it ("Authenticating Requests: Using the Authorization Header"). */
function isSigned({ method, path, query, headers, body }: LoopbackRequest): boolean {
  const match =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=(\w+)$/.exec(
      headers.authorization ?? "",
    );
  if (!match) return false;
  const [, id, day = "", region = "", signed = "", signature] = match;
  const declared = String(headers["x-amz-content-sha256"]);
  if (declared !== "UNSIGNED-PAYLOAD" && declared !== sha256(body)) return false;
  const canonical = [
    method,
    path,
    [...query]
      .map(([key, value]) => `${encode(key)}=${encode(value)}`)
      .sort()
      .join("&"),
    ...signed.split(";").map((name) => `${name}:${String(headers[name]).trim()}`),
    "",
    signed,
    declared,
  ].join("\n");
  const scope = `${day}/${region}/s3/aws4_request`;
  const text = ["AWS4-HMAC-SHA256", headers["x-amz-date"], scope, sha256(canonical)].join("\n");
  const key = [region, "s3", "aws4_request"].reduce(hmac, hmac(`AWS4${KEYS.secretAccessKey}`, day));
  return id === KEYS.accessKeyId && hmac(key, text).toString("hex") === signature;
}

const xml = (body: string, status = 200): LoopbackAnswer => ({
  status,
  headers: { "content-type": "application/xml" },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
});
const failure = (status: number, code: string) => xml(`<Error><Code>${code}</Code><Message>${code}</Message></Error>`, status);

/** As much of S3 as a storage of files needs, on this machine; it checks every signature. */
export async function startFakeS3(): Promise<FakeS3> {
  const objects: FakeS3["objects"] = new Map();
  const open: FakeS3["open"] = new Map();

  const list = (query: URLSearchParams) => {
    const keys = [...objects.keys()].filter((key) => key.startsWith(query.get("prefix") ?? "")).sort();
    const from = Number(query.get("continuation-token") ?? 0);
    const isTruncated = keys.length > from + PAGE;
    const contents = keys.slice(from, from + PAGE).map((key) => `<Contents><Key>${key}</Key></Contents>`);
    const next = isTruncated ? `<NextContinuationToken>${from + PAGE}</NextContinuationToken>` : "";
    return xml(`<ListBucketResult><IsTruncated>${isTruncated}</IsTruncated>${contents.join("")}${next}</ListBucketResult>`);
  };

  const inParts = (request: LoopbackRequest, key: string, uploadId: string): LoopbackAnswer => {
    const parts = open.get(uploadId);
    if (!parts) return failure(404, "NoSuchUpload");
    if (request.method === "PUT") {
      parts.set(Number(request.query.get("partNumber")), request.body);
      return { status: 200, headers: { etag: `"${sha256(request.body)}"` }, body: "" };
    }
    open.delete(uploadId);
    if (request.method === "DELETE") return { status: 204, body: "" };
    const told = [...request.body.toString().matchAll(/<PartNumber>(\d+)<\/PartNumber>/g)].map(([, number]) => Number(number));
    const bytes = Buffer.concat(told.sort((a, b) => a - b).map((number) => parts.get(number) ?? Buffer.alloc(0)));
    objects.set(key, { bytes, mediaType: "" });
    return xml(`<CompleteMultipartUploadResult><Key>${key}</Key><ETag>"x"</ETag></CompleteMultipartUploadResult>`);
  };

  const loopback = await startLoopback((request) => {
    const { method, path, query, headers, body } = request;
    if (!isSigned(request)) return failure(403, "SignatureDoesNotMatch");
    const [, bucket, ...rest] = path.split("/");
    if (bucket !== BUCKET) return failure(404, "NoSuchBucket");
    const key = decodeURIComponent(rest.join("/"));
    if (query.get("list-type") === "2") return list(query);
    const uploadId = query.get("uploadId");
    if (uploadId !== null) return inParts(request, key, uploadId);
    if (query.has("uploads")) {
      const id = randomUUID();
      open.set(id, new Map());
      return xml(`<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`);
    }
    if (method === "PUT") {
      objects.set(key, { bytes: body, mediaType: headers["content-type"] ?? "" });
      return { status: 200, headers: { etag: '"x"' }, body: "" };
    }
    if (method === "DELETE") {
      objects.delete(key);
      return { status: 204, body: "" };
    }
    const found = objects.get(key);
    if (!found) return failure(404, "NoSuchKey");
    const { bytes, mediaType } = found;
    return { status: 200, headers: { "content-type": mediaType, "content-length": String(bytes.length) }, body: bytes };
  });
  return Object.assign(loopback, { objects, open });
}
