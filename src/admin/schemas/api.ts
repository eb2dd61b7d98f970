import { z } from "zod";
import * as announcements from "./announcements.ts";
import * as calls from "./calls.ts";
import { done, type Role, recordId } from "./common.ts";
import { eventsQuery } from "./events.ts";
import * as lines from "./lines.ts";
import * as messages from "./messages.ts";
import * as office from "./office.ts";
import * as phone from "./phone.ts";
import * as plan from "./plan.ts";
import * as records from "./records.ts";
import * as rota from "./rota.ts";
import * as session from "./session.ts";
import * as today from "./today.ts";

/**
 * Every address of the API: who may ask it, what it takes and gives. The server answers by it, the OpenAPI document
 * is made of it, and the page's client takes its types from it.
 */
export interface Endpoint {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: `/api/${string}`;
  /** `everyone`: without a session too. */
  readonly may: "everyone" | readonly Role[];
  readonly does: string;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** A body that is not JSON. */
  readonly takes?: string;
  /** The answer of 200; where it is not JSON, its content type. */
  readonly gives: z.ZodType | string;
  /** What a person may ask of it in a minute, where less than of others. */
  readonly perMinute?: number;
}

const all: readonly Role[] = ["admin", "reception", "auditor"];
const desk: readonly Role[] = ["admin", "reception"];
const admin: readonly Role[] = ["admin"];
const readers: readonly Role[] = ["admin", "auditor"];

const id = z.object({ id: recordId });
const userId = z.object({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });
const line = z.object({ name: z.string().max(40) });

const endpoint = <const M extends Endpoint["method"], const U extends Endpoint["url"], const R extends Rest>(
  method: M,
  url: U,
  may: Endpoint["may"],
  does: string,
  rest: R,
) => ({ method, url, may, does, ...rest });
type Rest = Omit<Endpoint, "method" | "url" | "may" | "does">;

/** One list of the office: a row saved under its own key. */
const saves = <const K extends office.Kind, S extends z.ZodType>(kind: K, entry: S) =>
  endpoint("PUT", `/api/office/${kind}/:key`, admin, `Saves one entry of ${kind}; the key is that of the entry.`, {
    params: office.rowKey,
    body: office.saveOf(entry),
    gives: office.saved,
  });
const removes = <const K extends office.Kind>(kind: K) =>
  endpoint("DELETE", `/api/office/${kind}/:key`, admin, `Removes one entry of ${kind}.`, {
    params: office.rowKey,
    query: office.removeQuery,
    gives: office.saved,
  });

export const api = {
  health: endpoint("GET", "/api/health", "everyone", "Whether the server answers.", {
    gives: z.object({ ok: z.literal(true) }),
  }),
  setup: endpoint("GET", "/api/setup", "everyone", "Whether the first password is still to be set.", {
    gives: session.setup,
  }),
  setUp: endpoint("POST", "/api/setup", "everyone", "Sets the first password, and signs in.", {
    body: session.setUp,
    gives: session.session,
    perMinute: 20,
  }),
  session: endpoint("GET", "/api/session", "everyone", "Who is signed in, if anybody.", { gives: session.session }),
  signIn: endpoint("POST", "/api/session", "everyone", "Signs in.", {
    body: session.signIn,
    gives: session.session,
    perMinute: 30,
  }),
  signOut: endpoint("DELETE", "/api/session", all, "Signs out.", { gives: done }),
  changePassword: endpoint("PUT", "/api/session/password", all, "Changes one's own password.", {
    body: session.newPassword,
    gives: session.session,
    perMinute: 20,
  }),
  users: endpoint("GET", "/api/users", admin, "Who may sign in.", { gives: session.users }),
  addUser: endpoint("POST", "/api/users", admin, "Lets someone sign in.", {
    body: session.newUser,
    gives: session.user,
    perMinute: 60,
  }),
  changeUser: endpoint("PUT", "/api/users/:id", admin, "Changes a user; their sessions end.", {
    params: userId,
    body: session.changedUser,
    gives: session.user,
    perMinute: 60,
  }),
  removeUser: endpoint("DELETE", "/api/users/:id", admin, "Removes a user; the last admin stays.", {
    params: userId,
    gives: done,
  }),

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
  statistics: endpoint("GET", "/api/statistics", all, "Calls counted; 30 days unless told, 400 at most.", {
    query: calls.statisticsQuery,
    gives: calls.statistics,
  }),
  targets: endpoint("GET", "/api/targets", all, "Times the office aims at.", { gives: calls.targets }),
  saveTargets: endpoint("PUT", "/api/targets", admin, "Sets the times to aim at.", {
    body: calls.targets,
    gives: calls.targets,
  }),

  office: endpoint("GET", "/api/office", all, "All that the office decided.", { gives: office.office }),
  savePerson: saves("people", office.kinds.people),
  removePerson: removes("people"),
  saveRota: saves("rota", office.kinds.rota),
  removeRota: removes("rota"),
  saveClosure: saves("closures", office.kinds.closures),
  removeClosure: removes("closures"),
  saveLeave: saves("leave", office.kinds.leave),
  removeLeave: removes("leave"),
  saveAbsence: saves("absences", office.kinds.absences),
  removeAbsence: removes("absences"),
  saveOverride: saves("overrides", office.kinds.overrides),
  removeOverride: removes("overrides"),
  saveCaller: saves("callers", office.kinds.callers),
  removeCaller: removes("callers"),
  saveBlocked: saves("blocked", office.kinds.blocked),
  removeBlocked: removes("blocked"),
  saveMenu: saves("menu", office.kinds.menu),
  removeMenu: removes("menu"),
  saveHours: endpoint("PUT", "/api/office/hours", admin, "Saves the weekly hours.", {
    body: office.saveHours,
    gives: office.saved,
  }),
  saveSettings: endpoint("PUT", "/api/office/settings", admin, "Saves name, zone, and the like.", {
    body: office.saveSettings,
    gives: office.saved,
  }),
  rota: endpoint("GET", "/api/rota", all, "The schedule between two instants, for a calendar.", {
    query: rota.rotaQuery,
    gives: rota.rota,
  }),
  coverage: endpoint("GET", "/api/coverage", all, "How a week is covered, and its gaps.", {
    query: rota.coverageQuery,
    gives: rota.coverage,
  }),
  coverageDraft: endpoint("POST", "/api/coverage", all, "How a week would be covered with changes not saved.", {
    body: rota.coverageDraft,
    gives: rota.coverage,
  }),
  calendar: endpoint("GET", "/api/calendar.ics", all, "The schedule for a calendar program.", {
    query: rota.calendarQuery,
    gives: "text/calendar",
  }),

  announcements: endpoint("GET", "/api/announcements", all, "Every announcement as it is on air.", {
    gives: announcements.announcements,
  }),
  announcement: endpoint("GET", "/api/announcements/:kind/:language", all, "One, with its versions.", {
    params: announcements.announcementKey,
    query: announcements.announcementQuery,
    gives: announcements.announcementHistory,
  }),
  checkText: endpoint("POST", "/api/announcements/check", all, "Reads a text as an auditor would.", {
    body: announcements.checkText,
    gives: announcements.checkedText,
  }),
  previewText: endpoint("POST", "/api/announcements/preview", desk, "Speaks a text that is not saved.", {
    body: announcements.checkText,
    gives: "audio/wav",
    perMinute: 30,
  }),
  saveText: endpoint("PUT", "/api/announcements/:kind/:language/text", desk, "Puts a text on air.", {
    params: announcements.announcementKey,
    query: announcements.announcementQuery,
    body: announcements.saveText,
    gives: announcements.announcement,
  }),
  saveRecording: endpoint(
    "POST",
    "/api/announcements/:kind/:language/sound",
    desk,
    "Puts a recording on air: a WAV file as the form's `file`; levelled and trimmed.",
    {
      params: announcements.announcementKey,
      query: announcements.recordingQuery,
      takes: "multipart/form-data",
      gives: announcements.announcement,
      perMinute: 30,
    },
  ),
  backToVersion: endpoint("POST", "/api/announcements/:kind/:language/version", desk, "Puts it on air again.", {
    params: announcements.announcementKey,
    query: announcements.announcementQuery,
    body: announcements.backToVersion,
    gives: announcements.announcement,
  }),
  announcementSound: endpoint("GET", "/api/announcements/:kind/:language/sound", all, "What callers hear.", {
    params: announcements.announcementKey,
    query: announcements.soundQuery,
    gives: "audio/wav",
  }),

  lines: endpoint("GET", "/api/lines", all, "Every line and its state.", { gives: lines.lines }),
  lineHistory: endpoint("GET", "/api/lines/:name/history", all, "When a line was ready, and when not.", {
    params: line,
    gives: lines.lineHistory,
  }),
  phone: endpoint("GET", "/api/phone", admin, "Who can call a simulated line, and whose mobiles may ring.", {
    gives: phone.phone,
  }),
  phoneCall: endpoint(
    "POST",
    "/api/phone/calls",
    admin,
    "Calls a simulated line: a JSON object a line, with what the caller hears, until the call is over.",
    { body: phone.phoneOrder, gives: "application/x-ndjson", perMinute: 30 },
  ),
  phoneAct: endpoint("POST", "/api/phone/calls/:call", admin, "What the caller does in such a call.", {
    params: phone.phoneCallKey,
    body: phone.phoneAct,
    gives: done,
  }),
  phoneMobile: endpoint("POST", "/api/phone/calls/:call/mobiles", admin, "What the owner of a mobile does with it.", {
    params: phone.phoneCallKey,
    body: phone.mobileAct,
    gives: done,
  }),
  journal: endpoint("GET", "/api/journal", readers, "Who changed what and when, newest first.", {
    query: records.journalQuery,
    gives: records.journal,
  }),
  outbox: endpoint("GET", "/api/outbox", readers, "What was told to whom, and what waits.", {
    query: records.outboxQuery,
    gives: records.outbox,
  }),
  testMail: endpoint("POST", "/api/outbox/test", admin, "Sends a letter at once.", {
    body: records.testMail,
    gives: done,
    perMinute: 6,
  }),
  events: endpoint("GET", "/api/events", all, "What happens, as it happens.", {
    query: eventsQuery,
    gives: "text/event-stream",
  }),
  openapi: endpoint("GET", "/api/openapi.json", all, "This document.", { gives: z.record(z.string(), z.unknown()) }),
} satisfies Readonly<Record<string, Endpoint>>;

export type Api = typeof api;
export type Operation = keyof Api;

type Of<E, Part extends string> = E extends Readonly<Record<Part, infer S extends z.ZodType>> ? S : never;
/** What a client puts into a part of a question, and what the server makes of it. */
export type Given<O extends Operation, Part extends "params" | "query" | "body"> = z.input<Of<Api[O], Part>>;
export type Asked<O extends Operation, Part extends "params" | "query" | "body"> = z.output<Of<Api[O], Part>>;
/** The answer. */
export type Answer<O extends Operation> = Api[O]["gives"] extends z.ZodType ? z.output<Api[O]["gives"]> : never;
