import type { TestApp } from "@causeway/testing";

/** The mails to an address, oldest first, after every job was run. */
export async function mailsTo(app: TestApp, to: string) {
  await app.runJobs();
  return app.providers.mail.sent.filter((mail) => mail.to === to);
}

export const subjectsTo = async (app: TestApp, to: string) => (await mailsTo(app, to)).map(({ subject }) => subject);

/** The token behind the `#` of the newest link to this page that was mailed to the address. */
export async function mailedToken(app: TestApp, to: string, page: string): Promise<string> {
  const texts = (await mailsTo(app, to)).map(({ text }) => text);
  const found = texts
    .flatMap((text) => [...text.matchAll(/(\S+)#token=([\w.-]+)/g)])
    .filter(([, before]) => before?.endsWith(page));
  const token = found.at(-1)?.[2];
  if (token === undefined) throw new Error(`no link to ${page} was mailed to ${to}`);
  return token;
}
