import type { z } from "zod";
import * as calendar from "../calendar.ts";
import * as office from "../office.ts";
import * as change from "../office-changes.ts";
import * as rota from "../rota.ts";
import { admin, all, endpoint } from "./endpoint.ts";

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

/** What the office decided: people, duty, settings. */
export const officeTable = {
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
  changeOffice: endpoint("POST", "/api/office/changes", admin, "Saves and removes several entries: all or none.", {
    body: change.changes,
    gives: change.changesMade,
  }),
  moveShift: endpoint("POST", "/api/rota/move", admin, "Moves a slot of the rota, once or each time from then on.", {
    body: change.moveShift,
    gives: change.changesMade,
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
  readCalendar: endpoint("POST", "/api/calendar/read", admin, "What a calendar file would change. Writes nothing.", {
    body: calendar.readCalendar,
    gives: calendar.calendarReading,
    largest: calendar.LARGEST_FILE * 2,
    perMinute: 60,
  }),
  importCalendar: endpoint("POST", "/api/calendar/import", admin, "Takes a calendar file over: all of it or nothing.", {
    body: calendar.importCalendar,
    gives: change.changesMade,
    largest: calendar.LARGEST_FILE * 2,
    perMinute: 60,
  }),
  calendar: endpoint("GET", "/api/calendar.ics", all, "The schedule for a calendar program.", {
    query: rota.calendarQuery,
    gives: "text/calendar",
  }),
} as const;
