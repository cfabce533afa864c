import { describe, expect, test } from "vitest";
import { renderMail } from "./render-mail.ts";
import type { MailBlock } from "./template.ts";

const render = (...blocks: MailBlock[]) => renderMail({ subject: "A subject", blocks });

describe("the layout of mails", () => {
  test("text of users stays text in HTML, wherever it stands", () => {
    const evil = `<img src=x onerror="alert('1')">&amp;`;
    const { html, text } = render(
      { kind: "paragraph", text: evil },
      { kind: "note", text: evil },
      { kind: "facts", facts: [[evil, evil]] },
      { kind: "button", label: evil, link: `https://app.test/?q="><script>alert(1)</script>` },
    );
    expect(html).not.toContain("<img");
    expect(html).not.toContain("<script>");
    expect(html).toContain("&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;amp;");
    expect(text).toContain(evil);
  });

  test.each(["javascript:alert(1)", "data:text/html,hello", "//example.com", "not a link"])(
    "a link such as %s is a defect of the template and no mail",
    (link) => {
      expect(() => render({ kind: "button", label: "Open", link })).toThrow(/Invalid URL|cannot link/);
    },
  );

  test("nothing in it has to be fetched", () => {
    const { html } = render({ kind: "button", label: "Open", link: "https://app.test/x" });
    expect(html).not.toMatch(/<(img|link|script|iframe|object|form)\b|url\(|@import|src=/i);
    expect(html.match(/https?:\/\/[^"<\s]*/g)?.every((address) => address === "https://app.test/x")).toBe(true);
  });

  test("a fact that nobody knows is left out of both", () => {
    const { html, text } = render({
      kind: "facts",
      facts: [
        ["Address", null],
        ["When", "now"],
      ],
    });
    expect(text).toContain("When: now");
    expect(html + text).not.toContain("Address");
  });

  test("both forms say the same", () => {
    const { html, text } = render({ kind: "paragraph", text: "First." }, { kind: "note", text: "Second." });
    for (const words of ["First.", "Second.", "Sent by Causeway."]) {
      expect(html).toContain(words);
      expect(text).toContain(words);
    }
  });
});
