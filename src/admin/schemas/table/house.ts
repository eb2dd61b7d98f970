import { z } from "zod";
import * as clock from "../clock.ts";
import { done } from "../common.ts";
import { eventsQuery } from "../events.ts";
import * as example from "../example.ts";
import * as guide from "../guide.ts";
import * as holidays from "../holidays.ts";
import * as mail from "../mail.ts";
import * as phone from "../phone.ts";
import * as records from "../records.ts";
import * as retention from "../retention.ts";
import { admin, all, endpoint, readers } from "./endpoint.ts";

/** The appliance itself: its telephone, journal, events. */
export const houseTable = {
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
  phoneTexts: endpoint("GET", "/api/phone/texts", admin, "The text messages that came to simulated telephones.", {
    gives: phone.phoneTexts,
  }),
  phoneText: endpoint("POST", "/api/phone/texts", admin, "Writes a text message to a simulated SIM.", {
    body: phone.phoneText,
    gives: done,
    perMinute: 30,
  }),
  example: endpoint("GET", "/api/example", admin, "Whether the agency is an example, and whether anybody has chosen.", {
    gives: example.example,
  }),
  tryExample: endpoint("POST", "/api/example/try", admin, "Goes on with the example.", { gives: example.example }),
  leaveExample: endpoint("POST", "/api/example/leave", admin, "Leaves the example, and all that came of it.", {
    body: example.leaveExample,
    gives: example.example,
  }),
  guide: endpoint("GET", "/api/guide", admin, "How far somebody came in the set-up guide.", { gives: guide.guide }),
  saveGuide: endpoint("PUT", "/api/guide", admin, "Where the set-up guide goes on.", {
    body: guide.guide,
    gives: guide.guide,
  }),
  holidays: endpoint("GET", "/api/holidays", all, "Where public holidays are known, and the coming ones of a place.", {
    query: holidays.holidaysQuery,
    gives: holidays.holidays,
  }),
  retention: endpoint("GET", "/api/retention", all, "For how many days what is kept.", { gives: retention.retention }),
  saveRetention: endpoint("PUT", "/api/retention", admin, "Sets for how long what is kept.", {
    body: retention.givenRetention,
    gives: retention.retention,
  }),
  retentionEffect: endpoint("GET", "/api/retention/effect", admin, "What a rule would delete in the coming night.", {
    query: retention.effectQuery,
    gives: retention.effect,
  }),
  clock: endpoint(
    "GET",
    "/api/clock",
    all,
    "Whether the appliance's clock is to be believed, since when and by what.",
    {
      gives: clock.clock,
    },
  ),
  journal: endpoint("GET", "/api/journal", readers, "Who changed what and when, newest first.", {
    query: records.journalQuery,
    gives: records.journal,
  }),
  outbox: endpoint("GET", "/api/outbox", readers, "What was told to whom, and what waits.", {
    query: records.outboxQuery,
    gives: records.outbox,
  }),
  mail: endpoint("GET", "/api/mail", readers, "How mail leaves the appliance.", { gives: mail.mailView }),
  saveMail: endpoint("PUT", "/api/mail", admin, "Sets how mail leaves; what waits goes out at once.", {
    body: mail.saveMail,
    gives: mail.mailView,
  }),
  testMail: endpoint("POST", "/api/mail/test", admin, "Sends a letter at once, with settings that are not saved too.", {
    body: mail.testMail,
    gives: done,
    perMinute: 12,
  }),
  events: endpoint("GET", "/api/events", all, "What happens, as it happens.", {
    query: eventsQuery,
    gives: "text/event-stream",
  }),
  openapi: endpoint("GET", "/api/openapi.json", all, "This document.", { gives: z.record(z.string(), z.unknown()) }),
} as const;
