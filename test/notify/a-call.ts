import { type Office, office } from "../../src/duty/office.ts";
import { type Instant, instant, millis } from "../../src/kernel/units.ts";
import type { Need, NeedPast } from "../../src/needs/need.ts";
import type { TakeUp } from "../../src/needs/take-up.ts";
import type { CallRecord } from "../../src/store/call-record.ts";
import type { Message } from "../../src/store/message-record.ts";

/** In summer time: 14:05 in Paris. */
export const rang: Instant = instant(Date.parse("2026-06-22T12:05:00Z"));

export const anOffice = (changes: Partial<Office> = {}): Office => ({
  ...office.parse({
    name: "Les Tilleuls",
    zone: "Europe/Paris",
    people: [
      { id: "amelie", name: "Amélie", numbers: ["06 39 98 00 01"], email: "amelie@tilleuls.example" },
      { id: "john", name: "John", numbers: ["06 39 98 00 02"], email: "John@tilleuls.example", language: "en" },
    ],
    callers: [{ number: "06 12 34 56 78", name: "Mme Lefèvre", fragile: true }],
  }),
  ...changes,
});

export const aCall = (changes: Partial<CallRecord> = {}): CallRecord => ({
  id: "c1",
  line: "line-1",
  at: rang,
  zone: "Europe/Paris",
  caller: { presentation: "given", number: "0612345678", name: "LEFEVRE" },
  answeredAt: instant(rang + 8000),
  endedAt: instant(rang + 95_000),
  outcome: "message",
  putThroughTo: null,
  waited: null,
  message: "m1",
  forgottenAt: null,
  plan: null,
  said: {},
  steps: [],
  attempts: [
    {
      at: rang,
      person: "amelie",
      name: "Amélie",
      number: "+33639980001",
      outcome: "no-answer",
      ringTime: millis(25_000),
    },
    { at: rang, person: "john", name: "John", number: "+33639980002", outcome: "refused", ringTime: millis(9000) },
  ],
  ...changes,
});

export const aMessage = (changes: Partial<Message> = {}): Message => ({
  id: "m1",
  call: "c1",
  at: rang,
  zone: "Europe/Paris",
  line: "line-1",
  caller: { presentation: "given", number: "0612345678", name: "LEFEVRE" },
  duration: millis(72_400),
  file: "/nowhere/m1.wav",
  recovered: false,
  hardlyAudible: false,
  untrimmed: null,
  fileMissing: false,
  heardAt: null,
  heardBy: null,
  takenAt: null,
  takenBy: null,
  calledBackAt: null,
  calledBackBy: null,
  closedAt: null,
  closedBy: null,
  closedForSureAt: null,
  note: null,
  dueAt: null,
  keptAt: null,
  keptBy: null,
  ...changes,
});

export const aNeed = (changes: Partial<Need> = {}): Need => ({
  id: "c1",
  number: "+33612345678",
  name: "Mme Lefèvre",
  presentation: "given",
  fragile: true,
  weight: "fragile",
  why: "nobody-took-it",
  openedAt: rang,
  zone: "Europe/Paris",
  dueAt: instant(rang + 30 * 60_000),
  owner: null,
  takenAt: null,
  closedAt: null,
  closedBy: null,
  reason: null,
  calls: ["c1"],
  messages: [],
  round: 0,
  level: 0,
  firstRound: 0,
  nextAskAt: rang,
  lastResortAt: null,
  revision: 1,
  ...changes,
});

export const thePast: readonly NeedPast[] = [
  { at: rang, what: "opened", detail: { call: "c1", why: "nobody-took-it" } },
  {
    at: instant(rang + 60_000),
    what: "asked",
    detail: { ask: 1, round: 0, level: 1, person: "amelie", name: "Amélie", channel: "call" },
  },
  { at: instant(rang + 90_000), what: "answered", detail: { ask: 1, person: "amelie", answer: "no-answer" } },
  {
    at: instant(rang + 120_000),
    what: "asked",
    detail: { ask: 2, round: 0, level: 2, person: "john", name: "John", channel: "email" },
  },
];

/** The night that begins as the call of these letters rang. */
export const aTakeUp = (changes: Partial<TakeUp> = {}): TakeUp => ({
  id: 1,
  person: "amelie",
  name: "Amélie",
  service: "on-call",
  level: 1,
  from: rang,
  until: instant(rang + 14 * 3_600_000),
  zone: "Europe/Paris",
  openedAt: rang,
  step: "asked",
  steppedAt: rang,
  passedAt: null,
  confirmed: null,
  withdrawnAt: null,
  missedAt: null,
  ...changes,
});
