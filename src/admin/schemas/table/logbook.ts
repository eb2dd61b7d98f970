import * as logbook from "../logbook.ts";
import { admin, all, desk, endpoint, readers } from "./endpoint.ts";

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
  logbook: endpoint(
    "GET",
    "/api/logbook",
    all,
    "The logbook of on-call by shifts, the newest first; seven days unless told.",
    {
      query: logbook.logQuery,
      gives: logbook.logbook,
    },
  ),
  writeLog: endpoint("POST", "/api/logbook", desk, "Writes an entry, or says one of before anew.", {
    body: logbook.writeLog,
    gives: logbook.logLine,
  }),
  sayOfCall: endpoint(
    "POST",
    "/api/logbook/calls/:id",
    desk,
    "What came of a call; said anew, what was said before stays.",
    {
      params: logbook.ofCall,
      body: logbook.sayCame,
      gives: logbook.logLine,
    },
  ),
  logRules: endpoint(
    "GET",
    "/api/logbook/rules",
    readers,
    "Who is asked what came of a call, and who gets the hand-over sheet.",
    {
      gives: logbook.logRules,
    },
  ),
  saveLogRules: endpoint("PUT", "/api/logbook/rules", admin, "Changes that.", {
    body: logbook.logRules,
    gives: logbook.logRules,
  }),
} as const;
