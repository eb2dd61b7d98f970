import * as logbook from "../logbook.ts";
import { endpoint } from "./endpoint.ts";

/** The logbook of on-call: what was taken, what came of it, what somebody wrote. */
export const logbookTable = {
  afterCall: endpoint(
    "GET",
    "/api/after-call/:token",
    "everyone",
    "What the link of a letter asks of whoever took a call; asking says nothing.",
    { params: logbook.afterCallToken, gives: logbook.afterCall, perMinute: 60 },
  ),
  sayAfterCall: endpoint(
    "POST",
    "/api/after-call/:token",
    "everyone",
    "Whoever took the call says what came of it; said anew, what was said before stays.",
    { params: logbook.afterCallToken, body: logbook.sayCame, gives: logbook.afterCall, perMinute: 30 },
  ),
} as const;
