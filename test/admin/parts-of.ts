import type { Operation } from "../../src/admin/schemas/api.ts";
import { MONDAY, PASSWORD } from "./rig.ts";

const week = { week: "2026-11-23" };
const welcome = { kind: "welcome", language: "fr" };
const urgent = { urgent: "false" };
const hour = 3_600_000;
export const CALL = "20261123-090000-abcd";
const settings = {
  ...{ name: "Les Tilleuls", zone: "Europe/Paris", language: "fr", country: "FR", closedOnHolidays: true },
  ...{ threshold: { days: 5, hours: 7 }, answerAfterRings: 2, ringSeconds: 25, screening: true, messageSeconds: 180 },
};

/** Something right to ask of each address; where the answer depends on what was asked before, a new thing. */
export const rightParts: {
  readonly [O in Operation]: Readonly<Partial<Record<"params" | "query" | "body", unknown>>>;
} = {
  health: {},
  setup: {},
  setUp: { body: { name: "Chef", password: PASSWORD } },
  session: {},
  signIn: { body: { name: "Chef", password: PASSWORD } },
  signOut: {},
  changePassword: { body: { current: PASSWORD, next: PASSWORD } },
  users: {},
  addUser: { body: { name: "Zoé", role: "auditor", password: PASSWORD } },
  changeUser: { params: { id: 1 }, body: { language: "en" } },
  removeUser: { params: { id: 2 } },
  today: { query: {} },
  absenceOn: { body: { until: MONDAY + hour } },
  absenceOff: {},
  plan: { query: { at: MONDAY, from: "03 87 00 00 01" } },
  number: { query: { text: "06 39 98 00 01" } },
  messages: { query: { search: "petit" } },
  message: { params: { id: CALL } },
  markMessage: { params: { id: CALL }, body: { heard: true } },
  markMessages: { body: { ids: [CALL], mark: { closed: true } } },
  removeMessage: { params: { id: "20261123-080000-gone" } },
  owners: {},
  messageAudio: { params: { id: CALL }, query: {} },
  calls: { query: {} },
  callsCsv: { query: {} },
  call: { params: { id: CALL } },
  statistics: { query: {} },
  targets: {},
  saveTargets: { body: { answer: 20, hold: 40 } },
  office: {},
  savePerson: {
    params: { key: "zoe" },
    body: { based: null, entry: { id: "zoe", name: "Zoé", numbers: ["0639980003"] } },
  },
  removePerson: { params: { key: "nobody" }, query: { based: "0" } },
  saveRota: {
    params: { key: "new" },
    body: {
      based: null,
      entry: {
        ...{ id: "new", service: "duty", person: "karim", from: "09:00", to: "12:00" },
        ...{ repeat: { every: "once" }, starts: "2026-11-23" },
      },
    },
  },
  removeRota: { params: { key: "nobody" }, query: { based: "0" } },
  saveClosure: {
    params: { key: "noel" },
    body: { based: null, entry: { id: "noel", name: "Noël", firstDay: "2026-12-24", lastDay: "2026-12-26" } },
  },
  removeClosure: { params: { key: "nobody" }, query: { based: "0" } },
  saveLeave: {
    params: { key: "ete" },
    body: { based: null, entry: { id: "ete", person: "karim", firstDay: "2026-08-01", lastDay: "2026-08-10" } },
  },
  removeLeave: { params: { key: "nobody" }, query: { based: "0" } },
  saveAbsence: {
    params: { key: "a" },
    body: { based: null, entry: { id: "a", from: MONDAY, until: MONDAY + hour, by: "Chef" } },
  },
  removeAbsence: { params: { key: "nobody" }, query: { based: "0" } },
  saveOverride: {
    params: { key: "o" },
    body: {
      based: null,
      entry: { id: "o", service: "duty", from: MONDAY, until: MONDAY + hour, people: ["karim"] },
    },
  },
  removeOverride: { params: { key: "nobody" }, query: { based: "0" } },
  saveCaller: {
    params: { key: "+33387000002" },
    body: { based: null, entry: { number: "03 87 00 00 02", name: "M. Grand" } },
  },
  removeCaller: { params: { key: "nobody" }, query: { based: "0" } },
  saveBlocked: { params: { key: "+33387000003" }, body: { based: null, entry: "+33387000003" } },
  removeBlocked: { params: { key: "nobody" }, query: { based: "0" } },
  saveMenu: { params: { key: "2" }, body: { based: null, entry: { key: "2", label: "Factures" } } },
  removeMenu: { params: { key: "nobody" }, query: { based: "0" } },
  saveHours: { body: { based: "0", hours: [] } },
  saveSettings: { body: { based: "0", settings } },
  sheet: { params: { list: "callers" }, query: {} },
  readSheet: { params: { list: "callers" }, query: {} },
  keepPeople: { body: { based: "0", entries: [{ id: "zoe", name: "Zoé", numbers: ["0639980003"] }] } },
  keepCallers: { body: { based: "0", entries: [{ number: "03 87 00 00 02", name: "M. Grand" }] } },
  keepBlocked: { body: { based: "0", entries: ["03 87 00 00 04"] } },
  rota: { query: { from: MONDAY, until: MONDAY + 7 * 24 * hour } },
  changeOffice: { body: { based: "0", remove: [{ kind: "leave", key: "nobody" }] } },
  moveShift: {
    body: {
      ...{ rule: "jour", based: "0", day: "2026-11-23", extent: "once" },
      to: { person: "karim", day: "2026-11-23", from: "10:00", to: "17:00" },
    },
  },
  coverage: { query: week },
  coverageDraft: { body: { ...week, remove: [{ kind: "rota", key: "jour" }] } },
  calendar: { query: { person: "amelie" } },
  announcements: {},
  announcement: { params: welcome, query: urgent },
  checkText: { body: { ...welcome, text: "Bonjour, {office}." } },
  previewText: { body: { ...welcome, text: "Bonjour, {office}." } },
  saveText: { params: welcome, query: urgent, body: { text: "Bonjour, ici {office}." } },
  saveRecording: { params: welcome, query: urgent },
  backToVersion: { params: welcome, query: urgent, body: { version: 1 } },
  announcementSound: { params: welcome, query: urgent },
  lines: {},
  lineHistory: { params: { name: "line-1" } },
  phone: {},
  phoneCall: { body: { line: "line-1", from: "0199000077" } },
  phoneAct: { params: { call: "a-call" }, body: { act: "key", key: "1" } },
  phoneMobile: { params: { call: "a-call" }, body: { number: "0639980001", order: { act: "answer" } } },
  retention: {},
  saveRetention: { body: { messageDays: 90, callDays: null } },
  retentionEffect: { query: { messageDays: 30 } },
  journal: { query: {} },
  outbox: { query: {} },
  changeLanguage: { body: { language: "fr" } },
  signOutUser: { params: { id: 2 } },
  guide: {},
  saveGuide: { body: { step: "people", finished: false, noOnCall: false } },
  holidays: { query: { country: "FR", region: "57" } },
  mail: {},
  saveMail: { body: { based: "0", mail: null } },
  testMail: { body: { to: "chef@example.org" } },
  events: { query: {} },
  openapi: {},
};
