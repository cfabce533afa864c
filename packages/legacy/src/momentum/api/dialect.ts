import { express } from "@causeway/rest";
import { errorReply, GENERAL_FAILURE } from "./replies.ts";

/** The old server: Express 5.1 with `cors()`, JSON and nested urlencoded bodies, in that order. */
export const dialect = express({ failure: GENERAL_FAILURE, error: errorReply });
