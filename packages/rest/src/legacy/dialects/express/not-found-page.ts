import encodeUrl from "encodeurl";
import escapeHtml from "escape-html";
import { LegacyReply } from "../../reply.ts";

/** What Express (finalhandler) answers when nothing else has; unlike other answers it gets no ETag. */
export class NotFoundPage extends LegacyReply {
  constructor(method: string, path: string) {
    const text = escapeHtml(`Cannot ${method} ${encodeUrl(path)}`)
      .replaceAll("\n", "<br>")
      .replaceAll("  ", " &nbsp;");
    super(
      404,
      { kind: "text", type: "text/html; charset=utf-8", text: htmlDocument(text) },
      { "content-security-policy": "default-src 'none'", "x-content-type-options": "nosniff" },
    );
  }
}

const htmlDocument = (text: string) =>
  `<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Error</title>\n</head>\n<body>\n<pre>${text}</pre>\n</body>\n</html>\n`;
