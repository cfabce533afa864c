/** One piece of a mail, in the order in which it is read. Text only: the layout escapes it. */
export type MailBlock =
  | { kind: "paragraph"; text: string }
  | { kind: "button"; label: string; link: string }
  | { kind: "facts"; facts: readonly (readonly [name: string, value: string | null])[] }
  | { kind: "note"; text: string };

export interface MailContent {
  /** Without a word of a user's: some readers show nothing else. */
  subject: string;
  blocks: readonly MailBlock[];
}

/** What a template may know of the server it writes for. */
export interface MailSite {
  /** Without a slash at the end. */
  publicUrl: string;
}

export interface MailTemplate<TData> {
  /** When it is sent, in a few words, for the console. */
  summary: string;
  /** Made-up data for the preview. */
  sample(site: MailSite): TData;
  /** The data without what lets its reader in, such as a one-time link. Left out where there is nothing of the kind. */
  redact?: (data: TData, site: MailSite) => TData;
  write(data: TData, site: MailSite): MailContent;
}

/** Only checks the types: a template is data. */
export function defineMailTemplate<TData>(template: MailTemplate<TData>): MailTemplate<TData> {
  return template;
}
