import { z } from "zod";
import * as calls from "../calls.ts";
import { done, recordId } from "../common.ts";
import * as messages from "../messages.ts";
import * as plan from "../plan.ts";
import * as today from "../today.ts";
import { admin, all, desk, endpoint } from "./endpoint.ts";

const id = z.object({ id: recordId });
/** What happens: today, messages, calls. */
export const receptionTable = {
  today: endpoint("GET", "/api/today", all, "How the reception stands now.", {
    query: today.todayQuery,
    gives: today.today,
  }),
  absenceOn: endpoint("PUT", "/api/absence", desk, "The office steps out until then.", {
    body: today.absenceOn,
    gives: today.absenceNow,
  }),
  absenceOff: endpoint("DELETE", "/api/absence", desk, "The office is back.", { gives: today.absenceNow }),
  plan: endpoint("GET", "/api/plan", all, "What happens to a call at an instant, and why.", {
    query: plan.planQuery,
    gives: plan.plan,
  }),
  number: endpoint("GET", "/api/number", all, "Checks a telephone number as it is typed.", {
    query: plan.numberQuery,
    gives: plan.number,
  }),
  messages: endpoint("GET", "/api/messages", all, "Messages, newest first.", {
    query: messages.messageQuery,
    gives: messages.messages,
  }),
  message: endpoint("GET", "/api/messages/:id", all, "One message.", { params: id, gives: messages.message }),
  markMessage: endpoint("PATCH", "/api/messages/:id", desk, "Says what was done with a message.", {
    params: id,
    body: messages.mark,
    gives: messages.message,
  }),
  markMessages: endpoint("POST", "/api/messages/marks", desk, "The same for several at once.", {
    body: messages.bulkMark,
    gives: messages.marked,
  }),
  removeMessage: endpoint("DELETE", "/api/messages/:id", admin, "Deletes a message and its recording, for good.", {
    params: id,
    gives: done,
  }),
  owners: endpoint("GET", "/api/owners", all, "Who may deal with messages.", { gives: messages.owners }),
  messageAudio: endpoint("GET", "/api/messages/:id/audio", all, "The recording; a range of it when asked.", {
    params: id,
    query: messages.audioQuery,
    gives: "audio/wav",
  }),
  calls: endpoint("GET", "/api/calls", all, "Calls, newest first.", { query: calls.callQuery, gives: calls.calls }),
  callsCsv: endpoint("GET", "/api/calls.csv", all, "The calls as a table for a spreadsheet.", {
    query: calls.callsCsvQuery,
    gives: "text/csv",
    perMinute: 20,
  }),
  call: endpoint("GET", "/api/calls/:id", all, "One call with each of its steps.", {
    params: id,
    gives: calls.callRecord,
  }),
  callSaid: endpoint("GET", "/api/calls/:id/said", all, "The sound that was played in a call, while it is kept.", {
    params: id,
    query: calls.saidQuery,
    gives: "audio/wav",
  }),
  statistics: endpoint("GET", "/api/statistics", all, "Calls counted; 30 days unless told, 400 at most.", {
    query: calls.statisticsQuery,
    gives: calls.statistics,
  }),
  targets: endpoint("GET", "/api/targets", all, "Times the office aims at.", { gives: calls.targets }),
  saveTargets: endpoint("PUT", "/api/targets", admin, "Sets the times to aim at.", {
    body: calls.targets,
    gives: calls.targets,
  }),
} as const;
