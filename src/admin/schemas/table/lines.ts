import { z } from "zod";
import { done } from "../common.ts";
import * as care from "../line-care.ts";
import * as lines from "../lines.ts";
import * as sim from "../sim.ts";
import { admin, all, desk, endpoint } from "./endpoint.ts";

const line = z.object({ name: z.string().max(40) });
const transcript = z.object({ file: care.transcriptName });
/** The lines: how they fare, and what can be tried with them. */
export const linesTable = {
  lines: endpoint("GET", "/api/lines", all, "Every line and its state.", { gives: lines.lines }),
  lineHistory: endpoint("GET", "/api/lines/:name/history", all, "When a line was ready, and when not.", {
    params: line,
    gives: lines.lineHistory,
  }),
  line: endpoint("GET", "/api/lines/:name", all, "What more there is to know of a line.", {
    params: line,
    gives: care.lineDetail,
  }),
  checkLine: endpoint(
    "POST",
    "/api/lines/:name/check",
    desk,
    "Tests the line: a JSON object a line for each finding, the verdict last. A call that comes in ends it.",
    { params: line, body: care.checkOrder, gives: "application/x-ndjson", perMinute: 20 },
  ),
  probeLine: endpoint(
    "POST",
    "/api/lines/:name/probe",
    admin,
    "Tries out how the line forwards, with a person of the office: a JSON object a line for each step.",
    { params: line, body: care.probeOrder, gives: "application/x-ndjson", perMinute: 10 },
  ),
  beginTranscript: endpoint("PUT", "/api/lines/:name/transcript", admin, "Writes down what goes over the line.", {
    params: line,
    body: care.transcriptOrder,
    gives: done,
  }),
  endTranscript: endpoint("DELETE", "/api/lines/:name/transcript", admin, "Writes nothing more down.", {
    params: line,
    gives: done,
  }),
  savePin: endpoint(
    "PUT",
    "/api/lines/:name/pin",
    admin,
    "Gives the PIN of a mobile line's SIM, which never comes out again.",
    {
      params: line,
      body: care.pinOrder,
      gives: done,
      perMinute: 10,
    },
  ),
  sim: endpoint(
    "GET",
    "/api/lines/:name/sim",
    admin,
    "What a mobile line's SIM and operator do, and where callers go without the box.",
    {
      params: line,
      gives: sim.simDetail,
    },
  ),
  tryForwarding: endpoint(
    "POST",
    "/api/lines/:name/sim/trial",
    admin,
    "Begins a round of the trial with two telephones of the office: for five minutes calls from the first are the trial's.",
    { params: line, body: sim.trialOrder, gives: done, perMinute: 20 },
  ),
  sayHeard: endpoint("PUT", "/api/lines/:name/sim/trial", admin, "Says whether both telephones heard each other.", {
    params: line,
    body: sim.heardOrder,
    gives: done,
  }),
  saveSafe: endpoint("PUT", "/api/lines/:name/sim/safe", admin, "Chooses where callers go when the box can't answer.", {
    params: line,
    body: sim.safeOrder,
    gives: done,
  }),
  saveAway: endpoint(
    "PUT",
    "/api/lines/:name/sim/away",
    admin,
    "Sends every caller to the safe number, or has them back.",
    {
      params: line,
      body: sim.awayOrder,
      gives: done,
    },
  ),
  transcripts: endpoint("GET", "/api/lines/:name/transcripts", admin, "What was written down, newest first.", {
    params: line,
    gives: care.transcripts,
  }),
  transcript: endpoint("GET", "/api/transcripts/:file", admin, "One transcript, as text.", {
    params: transcript,
    gives: "text/plain",
  }),
  removeTranscript: endpoint("DELETE", "/api/transcripts/:file", admin, "Removes a transcript.", {
    params: transcript,
    gives: done,
  }),
} as const;
