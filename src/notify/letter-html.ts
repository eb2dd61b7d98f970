import type { Language } from "../duty/office.ts";
import type { Mark, Part } from "./letter-parts.ts";

interface Shown {
  readonly name: string;
  readonly language: Language;
  readonly title: string;
  readonly mark: Mark;
  readonly parts: readonly Part[];
  readonly sender: string;
}

/**
 * A letter as readers of mail show it: tables and inline styles, for many know nothing else; the page's own colours.
 * Those that know dark mode get it from the style sheet.
 */
export function htmlOf({ name, language, title, mark, parts, sender }: Shown): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${plain(title)}</title>
<style>${dark}</style>
</head>
<body class="ground" style="margin:0;padding:0;background:#f6f5f1;">
<table role="presentation" class="ground" width="100%" cellpadding="0" cellspacing="0" style="background:#f6f5f1;">
<tr><td align="center" style="padding:24px 12px;">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;">
<tr><td class="soft" style="${font}padding:0 4px 12px;font-size:14px;color:#535b5d;">${plain(name)}</td></tr>
<tr><td class="surface" style="${font}background:#ffffff;border:1px solid #dfdcd3;border-top:4px solid ${edge(mark)};border-radius:10px;padding:24px;font-size:16px;line-height:1.5;color:#1b2224;">
${wordOf(mark)}<h1 class="ink" style="${font}margin:0 0 16px;font-size:22px;line-height:1.3;font-weight:600;color:#1b2224;">${plain(title)}</h1>
${parts.map((part) => partOf(part, language)).join("\n")}
</td></tr>
<tr><td class="soft" style="${font}padding:12px 4px 0;font-size:13px;color:#535b5d;">${plain(sender)}</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;
}

const font = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;";

const dark = `
@media (prefers-color-scheme: dark) {
.ground { background: #14191a !important; }
.surface { background: #1c2324 !important; border-left-color: #333d3e !important; border-right-color: #333d3e !important; border-bottom-color: #333d3e !important; color: #e9ecea !important; }
.ink { color: #e9ecea !important; }
.soft { color: #a9b3b1 !important; }
.rule { border-color: #333d3e !important; }
.link { color: #63cdb5 !important; }
.button { background: #63cdb5 !important; }
.button a { color: #07201b !important; }
.bad { color: #ff9b92 !important; }
.warn { color: #f0b35f !important; }
.good { color: #77d197 !important; }
}
`;

const tones = { bad: "#b3261e", warn: "#8a4b00", good: "#176b3a" } as const;
const edge = (mark: Mark): string => (mark ? tones[mark.tone] : "#0d6b5e");

const wordOf = (mark: Mark): string =>
  mark
    ? `<p class="${mark.tone}" style="margin:0 0 4px;font-size:14px;font-weight:600;color:${tones[mark.tone]};">${plain(mark.word)}</p>\n`
    : "";

function partOf(part: Part, language: Language): string {
  switch (part.is) {
    case "said":
      return paragraph(part.lines);
    case "aside":
      return paragraph(part.lines, "font-size:14px;color:#535b5d;", "soft");
    case "list": {
      const items = part.items.map((item) => `<li style="margin:0 0 4px;">${plain(item)}</li>`).join("");
      return `${paragraph([part.title], "margin-bottom:4px;")}\n<ul style="margin:0 0 16px;padding-left:20px;">${items}</ul>`;
    }
    case "thing":
      return `<div class="rule" style="margin:0 0 16px;padding-left:12px;border-left:3px solid #dfdcd3;">${paragraph([part.what], "margin-bottom:2px;font-weight:600;")}\n${paragraph([part.remedy], "margin-bottom:0;")}</div>`;
    case "call-back": {
      const { shown, dial, after } = part;
      const label = language === "fr" ? "À rappeler" : "To call back";
      const number =
        shown === null
          ? ""
          : `<p class="soft" style="margin:0;font-size:14px;color:#535b5d;">${label}</p>
<p style="margin:0 0 12px;font-size:22px;font-weight:600;">${dial === null ? plain(shown) : `<a class="link" href="tel:${plain(dial)}" style="color:#0d6b5e;text-decoration:none;">${plain(shown)}</a>`}</p>`;
      return `<div class="rule" style="margin:0 0 16px;padding-top:16px;border-top:1px solid #dfdcd3;">${number}
${paragraph([after], "margin-bottom:0;font-size:14px;color:#535b5d;", "soft")}</div>`;
    }
    case "act":
      return `<table role="presentation" cellpadding="0" cellspacing="0" style="margin:0 0 8px;"><tr><td class="button" style="background:#0d6b5e;border-radius:8px;"><a href="${plain(part.url)}" style="${font}display:inline-block;padding:14px 24px;font-size:17px;font-weight:600;color:#ffffff;text-decoration:none;">${plain(part.label)}</a></td></tr></table>
${paragraph([part.after], "font-size:14px;color:#535b5d;", "soft")}`;
  }
}

const paragraph = (lines: readonly string[], style = "", kind = ""): string =>
  `<p${kind ? ` class="${kind}"` : ""} style="margin:0 0 16px;${style}">${lines.map(plain).join(" ")}</p>`;

const signs: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** As text, and never as more than that; what the program says and what callers are called alike. Numbers stay whole. */
const plain = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => signs[sign] ?? "").replace(/(?<=\d\d) (?=\d\d)/g, "\u00a0");
