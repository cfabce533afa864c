import { randomInt } from "node:crypto";

/**
 * Forty clients sign in without pause until told to stop, in a process of their own: what they take is not the measurer's. Each
 * try comes from another address, as in an attack by many machines, so that no address passes its rate limit.
 */
const CLIENTS = 40;
const url = process.env["STORM_URL"] ?? "";
const body = process.env["STORM_BODY"] ?? "";
let isOver = false;
let signIns = 0;

process.once("SIGTERM", () => {
  isOver = true;
});

async function signInAgainAndAgain(): Promise<void> {
  while (!isOver) {
    const address = Array.from({ length: 4 }, () => randomInt(1, 224)).join(".");
    const headers = { "content-type": "application/json", "x-forwarded-for": address };
    const response = await fetch(url, { method: "POST", headers, body });
    await response.arrayBuffer();
    if (response.ok) signIns++;
    else if (response.status === 503) await new Promise((resolve) => setTimeout(resolve, 100));
    else throw new Error(`sign-in answered ${response.status}`);
  }
}

process.stdout.write(`storming ${url}\n`);
await Promise.all(Array.from({ length: CLIENTS }, signInAgainAndAgain));
process.stdout.write(`signed in ${signIns} times\n`);
