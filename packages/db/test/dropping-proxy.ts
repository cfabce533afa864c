import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** A statement that contains this text never arrives: the connection is cut instead, without a word from the server. */
export const CUT = "cut the connection here";

/** Passes everything on to the server of `url`, until somebody sends `CUT`. */
export async function startDroppingProxy(url: string): Promise<AsyncDisposable & { url: string }> {
  const server = new URL(url);
  const sockets = new Set<Socket>();
  const proxy = createServer((near) => {
    const far = connect(Number(server.port || 5432), server.hostname);
    const cut = () => [near, far].forEach((socket) => socket.destroy());
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", cut).on("close", cut);
    }
    near.on("data", (data) => (data.includes(CUT) ? cut() : far.write(data)));
    far.pipe(near);
  }).listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const address = proxy.address();
  if (address === null || typeof address === "string") throw new Error("The proxy has no port.");
  const own = new URL(url);
  own.host = `127.0.0.1:${address.port}`;
  return {
    url: own.href,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      proxy.close();
      await once(proxy, "close");
    },
  };
}
