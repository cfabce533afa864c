import { config } from "zod";

// Compiled parsers are made with `new Function`, which the content security policy refuses. Imported before any schema.
config({ jitless: true });
