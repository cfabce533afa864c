import { ASVS } from "./asvs.ts";
import { CHECKS } from "./checks.ts";
import type { Coverage } from "./collect-coverage.ts";
import { REMARKS } from "./remarks.ts";
import { UNCOVERED } from "./uncovered.ts";

const TITLES_PER_FILE = 4;

const GROUPS: Record<string, string> = {
  A: "Password hashes",
  B: "Signing in",
  C: "Tokens",
  D: "Sessions, cookies, other sites",
  E: "Second factor",
  F: "Keys, roles, acting for others",
  G: "HTTP and input",
  H: "Rate limits",
  I: "Files and exports",
  J: "Money and repetition",
  K: "Jobs, mail, texts",
  L: "Audit and logs",
  M: "Databases",
  N: "Import, verify, sync",
  O: "Old APIs",
  P: "Cutover",
  Q: "Types and build",
};

const INTRO = `# Assurance

Which check, and which requirement of OWASP ASVS 5.0, has which test. Written by \`node scripts/assurance.ts --write\` from the
titles of the tests; \`pnpm verify\` fails when it is not current, when a check that had a test has none any more, and when one has
neither a test nor a reason.
`;

/** As code, so that nothing in a title is taken for markup. */
const code = (text: string) => `\`${text.replaceAll("`", "'").replaceAll(/\s+/g, " ")}\``;

function renderCheck(id: string, text: string, coverage: Coverage): string[] {
  const files = [...(coverage.get(id) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
  if (files.length === 0) return [`- **${id}** ${text}. _No test: ${UNCOVERED[id] ?? "no reason is given"}_`];
  const lines = files.map(([file, titles]) => {
    const more = titles.length > TITLES_PER_FILE ? `, and ${titles.length - TITLES_PER_FILE} more` : "";
    return `  - [${file}](../${file}): ${titles.slice(0, TITLES_PER_FILE).map(code).join(", ")}${more}`;
  });
  const remark = REMARKS[id] === undefined ? "" : ` _${REMARKS[id]}_`;
  return [`- **${id}** ${text}.${remark}`, ...lines];
}

function renderRequirement(id: string, coverage: Coverage): string {
  const { about, checks, note } = ASVS[id] ?? { about: "", checks: [] };
  const shown = checks.filter((check) => coverage.has(check)).join(", ");
  return `- **${id}** ${about}: ${[shown, note].filter(Boolean).join("; ") || "nothing shows it"}`;
}

/** The whole page. */
export function renderAssurance(coverage: Coverage): string {
  const covered = Object.keys(CHECKS).filter((id) => coverage.has(id)).length;
  const groups = Object.entries(GROUPS).flatMap(([letter, title]) => [
    `\n## ${letter}. ${title}\n`,
    ...Object.entries(CHECKS)
      .filter(([id]) => id.startsWith(letter))
      .flatMap(([id, text]) => renderCheck(id, text, coverage)),
  ]);
  const requirements = Object.keys(ASVS).map((id) => renderRequirement(id, coverage));
  const total = Object.keys(CHECKS).length;
  return [
    INTRO,
    `${covered} of ${total} checks have a test.`,
    ...groups,
    "\n## OWASP ASVS 5.0\n",
    "The requirements that a program can check, by the checks that show them.\n",
    ...requirements,
    "",
  ].join("\n");
}
