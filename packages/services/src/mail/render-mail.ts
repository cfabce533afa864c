import type { MailBlock, MailContent } from "./template.ts";

export interface RenderedMail {
  subject: string;
  text: string;
  html: string;
}

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? "");

/** Only links a browser opens as a page. */
function safeLink(link: string): string {
  const { protocol } = new URL(link);
  if (protocol !== "https:" && protocol !== "http:") throw new Error(`A mail cannot link to a ${protocol} address.`);
  return link;
}

const FONT = "font-family:-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";

function htmlBlock(block: MailBlock): string {
  switch (block.kind) {
    case "paragraph":
      return `<p style="margin:0 0 16px;font-size:16px;line-height:24px">${escape(block.text)}</p>`;
    case "button": {
      const link = escape(safeLink(block.link));
      return `<p style="margin:24px 0"><a class="button" href="${link}" style="display:inline-block;padding:12px 24px;border-radius:8px;background-color:#0b5f73;color:#ffffff;font-size:16px;font-weight:600;text-decoration:none">${escape(block.label)}</a></p>
<p class="muted" style="margin:0 0 16px;font-size:13px;line-height:20px;color:#48636c;word-break:break-all">If the button does nothing, open this address:<br><a class="link" href="${link}" style="color:#0b5f73">${link}</a></p>`;
    }
    case "facts":
      return `<table role="presentation" class="facts" cellpadding="0" cellspacing="0" style="width:100%;margin:16px 0;border-top:1px solid #d3dfe1">${block.facts
        .flatMap(([name, value]) =>
          value === null
            ? []
            : [
                `<tr><td class="muted" style="padding:8px 16px 8px 0;font-size:14px;line-height:20px;color:#48636c;vertical-align:top;white-space:nowrap;border-bottom:1px solid #d3dfe1">${escape(name)}</td><td style="width:100%;padding:8px 0;font-size:14px;line-height:20px;word-break:break-word;border-bottom:1px solid #d3dfe1">${escape(value)}</td></tr>`,
              ],
        )
        .join("")}</table>`;
    case "note":
      return `<p class="muted" style="margin:16px 0 0;font-size:14px;line-height:21px;color:#48636c">${escape(block.text)}</p>`;
  }
}

function textBlock(block: MailBlock): string {
  switch (block.kind) {
    case "paragraph":
    case "note":
      return block.text;
    case "button":
      return `${block.label}:\n${safeLink(block.link)}`;
    case "facts":
      return block.facts.flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`])).join("\n");
  }
}

const DARK = `@media (prefers-color-scheme:dark){
.page{background-color:#08191f!important;color:#e4f0f2!important}
.card{background-color:#0d232a!important;border-color:#1f3d47!important}
.muted{color:#9db8bf!important}
.facts,.facts td{border-color:#1f3d47!important}
.button{background-color:#74c9dc!important;color:#04202a!important}
.link{color:#74c9dc!important}
}`;

/**
 * The one look of all mails: a single column that a phone shows whole, in both themes, without images or anything else that
 * has to be fetched. Text and HTML say the same, as they are made of the same blocks.
 */
export function renderMail({ subject, blocks }: MailContent): RenderedMail {
  const [first] = blocks;
  const preview = first && "text" in first ? first.text : subject;
  const footer = "Sent by Causeway. Nobody reads answers to this address.";
  return {
    subject,
    text: `${[...blocks.map(textBlock), `--\n${footer}`].join("\n\n")}\n`,
    html: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escape(subject)}</title>
<style>${DARK}</style>
</head>
<body class="page" style="margin:0;padding:0;background-color:#f1f5f5;color:#0c2a33;${FONT}">
<div style="display:none;max-height:0;overflow:hidden">${escape(preview)}</div>
<table role="presentation" cellpadding="0" cellspacing="0" style="width:100%;${FONT}"><tr><td align="center" style="padding:32px 16px">
<table role="presentation" cellpadding="0" cellspacing="0" style="width:100%;max-width:560px;text-align:left">
<tr><td style="padding:0 8px 16px;font-size:18px;line-height:24px;font-weight:700">Causeway</td></tr>
<tr><td class="card" style="padding:32px 24px;background-color:#ffffff;border:1px solid #d3dfe1;border-radius:12px">
<h1 style="margin:0 0 16px;font-size:22px;line-height:28px">${escape(subject)}</h1>
${blocks.map(htmlBlock).join("\n")}
</td></tr>
<tr><td class="muted" style="padding:16px 8px;font-size:12px;line-height:18px;color:#48636c">${escape(footer)}</td></tr>
</table>
</td></tr></table>
</body>
</html>
`,
  };
}
