import { ANONYMOUS } from "@causeway/services";
import type { TestApp } from "@causeway/testing";
import cors from "cors";
import realExpress from "express";
import multer from "multer";
import { createLegacyApp } from "../../create-legacy-app.ts";
import { LegacyRefusal, LegacyReply } from "../../reply.ts";
import type { LegacyRequest } from "../../request.ts";
import { type AccessRule, legacyTable, type Who } from "../../row.ts";
import type { LegacyUpload, UploadedFile } from "../../upload.ts";
import { express } from "../express.ts";

const FAILURE = LegacyReply.json(500, { error: "Something went wrong!" });
const CSV = "name,phone\nÄnne,1";

const everybody: AccessRule<null, Who> = { title: "everybody", needsToken: false, resolve: () => ({ principal: ANONYMOUS }) };
const row = legacyTable<null>();

/** What was read of a request, so that two servers can be compared by it. */
const read = (body: unknown, params: object, query: object) => ({ body: body === undefined ? "<absent>" : body, params, query });
const seen = ({ body, params, query }: LegacyRequest) => read(body, params, query);

/** Files of so many bytes are refused, pictures with `no` in their name as well. */
export const TOO_MANY_BYTES = 1000;
const isAccepted = (name: string, type: string) => !name.includes("no") && type.startsWith("image/");
const upload: LegacyUpload = {
  field: "photo",
  tooManyBytes: TOO_MANY_BYTES,
  accepts: ({ name, type }) => isAccepted(name, type),
};
const readFile = (body: unknown, file: UploadedFile | null) => ({
  ...read(body, {}, {}),
  file: file && { name: file.name, type: file.type, content: file.bytes.toString("base64") },
});

const rows = [
  row("GET /api/health", { summary: "A fixed answer.", access: everybody, answer: () => ({ status: "up", text: "naïve 🍜" }) }),
  row("GET /api/items/:id", { summary: "An echo.", access: everybody, answer: (_, { request }) => seen(request) }),
  row("PUT /api/items/:id", { summary: "An echo.", access: everybody, answer: (_, { request }) => seen(request) }),
  row("PUT /api/pairs/:left/:right", { summary: "An echo.", access: everybody, answer: (_, { request }) => seen(request) }),
  row("POST /api/echo", { summary: "An echo.", access: everybody, status: 201, answer: (_, { request }) => seen(request) }),
  row("GET /api/csv", {
    summary: "Text of another type.",
    access: everybody,
    answer: () =>
      new LegacyReply(200, { kind: "text", type: "text/csv; charset=utf-8", text: CSV }, { "content-disposition": "attachment" }),
  }),
  row("GET /api/empty", { summary: "Nothing.", access: everybody, answer: () => new LegacyReply(204, { kind: "empty" }) }),
  row("POST /api/photo", {
    summary: "An echo of a form with a file.",
    access: everybody,
    upload,
    answer: (_, { request: { body, file } }) => readFile(body, file),
  }),
  row("GET /api/broken", {
    summary: "Fails.",
    access: everybody,
    answer: () => {
      throw new LegacyRefusal(FAILURE);
    },
  }),
];

/** The dialect with a table of echoes. */
export function dialectTwin({ runtime }: Pick<TestApp, "runtime">, mount = "/") {
  const dialect = express({ failure: FAILURE, error: (status, error) => LegacyReply.json(status, { error }) });
  return createLegacyApp({ rows, dialect, runtime, tools: null, mount, owns: () => true });
}

/** The same routes on Express itself. */
export function realTwin(): realExpress.Express {
  const app = realExpress();
  app.use(cors());
  app.use(realExpress.json());
  app.use(realExpress.urlencoded({ extended: true }));
  const routes = realExpress.Router();
  const echo =
    (status: number): realExpress.RequestHandler =>
    (request, response) => {
      response.status(status).json(read(request.body, request.params, request.query));
    };
  routes.get("/health", (_, response) => void response.json({ status: "up", text: "naïve 🍜" }));
  routes.route("/items/:id").get(echo(200)).put(echo(200));
  routes.put("/pairs/:left/:right", echo(200));
  routes.post("/echo", echo(201));
  routes.get("/csv", (_, response) => void response.set("content-disposition", "attachment").type("text/csv").send(CSV));
  routes.get("/empty", (_, response) => void response.status(204).end());
  // This version of multer allows the size itself; the one that old servers used refused it.
  const photos = multer({
    limits: { fileSize: TOO_MANY_BYTES - 1, fieldSize: 1024 * 1024 - 1 },
    fileFilter(_request, { originalname, mimetype }, done) {
      if (isAccepted(originalname, mimetype)) done(null, true);
      else done(new Error("refused"));
    },
  });
  routes.post("/photo", photos.single("photo"), ({ body, file }, response) => {
    response.json(readFile(body, file ? { name: file.originalname, type: file.mimetype, bytes: Buffer.from(file.buffer) } : null));
  });
  routes.get("/broken", () => {
    throw new Error("broken");
  });
  app.use("/api", routes);
  const onError: realExpress.ErrorRequestHandler = (_error, _request, response, _next) => {
    response.status(500).json({ error: "Something went wrong!" });
  };
  app.use(onError);
  return app;
}
