import type { AddressInfo } from "node:net";
import { asFault, Fault } from "../kernel/fault.ts";
import { seconds } from "../kernel/units.ts";
import { setUpMark } from "../store/set-up-mark.ts";
import { afterCallAnswers } from "./answers/after-call.ts";
import { announcementsAnswers } from "./answers/announcements.ts";
import { backupAnswers } from "./answers/backup.ts";
import { byPhoneAnswers } from "./answers/by-phone.ts";
import { calendarAnswers } from "./answers/calendar.ts";
import { callBackAnswers } from "./answers/call-back.ts";
import { callsAnswers } from "./answers/calls.ts";
import { clockAnswers } from "./answers/clock.ts";
import { eventsAnswers } from "./answers/events.ts";
import { exampleAnswers } from "./answers/example.ts";
import { guideAnswers } from "./answers/guide.ts";
import { lineTrialAnswers } from "./answers/line-trials.ts";
import { linesAnswers } from "./answers/lines.ts";
import { logbookAnswers } from "./answers/logbook.ts";
import { mailAnswers } from "./answers/mail.ts";
import { messagesAnswers } from "./answers/messages.ts";
import { needsAnswers } from "./answers/needs.ts";
import { officeAnswers } from "./answers/office.ts";
import { officeChangeAnswers } from "./answers/office-changes.ts";
import { phoneAnswers } from "./answers/phone.ts";
import { planAnswers } from "./answers/plan.ts";
import { privacyAnswers } from "./answers/privacy.ts";
import { recordsAnswers } from "./answers/records.ts";
import { retentionAnswers } from "./answers/retention.ts";
import { rotaAnswers } from "./answers/rota.ts";
import { sheetsAnswers } from "./answers/sheets.ts";
import { signInAnswers, usersAnswers } from "./answers/sign-in.ts";
import { simAnswers } from "./answers/sim.ts";
import { statisticsAnswers } from "./answers/statistics.ts";
import { takeUpAnswers } from "./answers/take-ups.ts";
import { textsAnswers } from "./answers/texts.ts";
import { todayAnswers } from "./answers/today.ts";
import { transcriptAnswers } from "./answers/transcripts.ts";
import { voiceAnswers } from "./answers/voice.ts";
import type { AdminParts } from "./parts.ts";
import { type Announced, announceName } from "./server/announce-name.ts";
import { openBoard } from "./server/board.ts";
import { certificateFor } from "./server/certificate.ts";
import { createDevices } from "./server/devices.ts";
import { openDiscretion } from "./server/discretion.ts";
import { openFirstPassword } from "./server/first-password.ts";
import { createGuard } from "./server/guard.ts";
import { keepCertificate } from "./server/keep-certificate.ts";
import { createLive, type Live } from "./server/live.ts";
import { servePage } from "./server/page-files.ts";
import { createPasswords } from "./server/passwords.ts";
import { type Serving, serve } from "./server/routes.ts";
import { createServer } from "./server/server.ts";
import { createSessions } from "./server/sessions.ts";
import { createWorkshop } from "./server/workshop.ts";

/** The page's server at work. */
export interface Admin {
  /** Where the page is: `http://permanence.local:8080`, and by the machine's own address. */
  readonly url: string;
  readonly port: number;
  /** With which the first password is set at any time; null where somebody can sign in already. */
  readonly code: string | null;
  close(): Promise<void>;
}

/** How soon a page hears of what the command line changed. */
const OFFICE_LOOK = seconds(5);

/**
 * Opens the page's server. It sees what the house tells, and changes nothing but the store: without it, calls are
 * answered all the same. Faults: `admin.port` when it can't listen, `admin.certificate`.
 */
export async function openAdmin(house: AdminParts): Promise<Admin> {
  const { store, clock, log, settings } = house;
  let announced: Announced | null = null;
  const ownTroubles = () => [announced?.trouble()].filter((trouble) => trouble != null);
  const parts: AdminParts = { ...house, troubles: () => [...house.troubles(), ...ownTroubles()] };
  const secure = settings.https !== null;
  const name = settings.mdns ?? "localhost";
  const closing = new AbortController();
  const believed = parts.time?.verdict().trusted ?? true;
  const certificate = settings.https && (await certificateFor(settings.https, parts.folder, name, clock, believed));
  const { app, door } = await createServer(parts, certificate);
  app.addHook("onResponse", async ({ method }, { statusCode }) => {
    if (method !== "GET" && statusCode < 400) parts.changed?.();
  });

  const board = await openBoard(store, parts.lines, clock.now());
  const discretion = await openDiscretion(store, clock, () =>
    parts.lines().flatMap(({ number }) => (number === null ? [] : [number])),
  );
  const live = await createLive(parts, board, discretion);
  const sessions = createSessions(store.sessions, clock, log, () => parts.time?.settled() ?? true);
  const passwords = createPasswords();
  const workshop = createWorkshop();
  const lost = store.trouble !== null || parts.troubles().some(({ code }) => code.startsWith("store."));
  const first = await openFirstPassword({ users: store.users, clock, log, mark: setUpMark(parts.folder), lost });
  const facts: Serving["facts"] = async (answer, { user }, language) =>
    discretion.isOwed(user) ? discretion.facts(answer, await store.office.read(), language) : answer;
  const serving: Serving = { guard: createGuard(sessions), door, follow: sessions.follow, facts };
  serve(app, serving, {
    ...signInAnswers(parts, sessions, passwords, first, createDevices(store.secret), discretion, live),
    ...usersAnswers(parts, passwords, sessions),
    ...todayAnswers(parts, board, live),
    ...planAnswers(parts, discretion),
    ...messagesAnswers(parts, live, discretion),
    ...needsAnswers(parts, live, discretion),
    ...callBackAnswers(parts, live),
    ...takeUpAnswers(parts, live),
    ...textsAnswers(parts, live),
    ...byPhoneAnswers(parts, passwords),
    ...afterCallAnswers(parts, live),
    ...logbookAnswers(parts, live),
    ...callsAnswers(parts, discretion),
    ...privacyAnswers(parts, discretion, live),
    ...statisticsAnswers(parts),
    ...officeAnswers(parts, live),
    ...sheetsAnswers(parts, live, discretion, workshop),
    ...officeChangeAnswers(parts, live),
    ...rotaAnswers(parts, workshop),
    ...calendarAnswers(parts, live, workshop),
    ...(await announcementsAnswers(parts, live, workshop)),
    ...voiceAnswers(parts),
    ...backupAnswers(parts),
    ...linesAnswers(parts, board),
    ...simAnswers(parts, board),
    ...lineTrialAnswers(parts, board, closing.signal),
    ...transcriptAnswers(parts, board),
    ...recordsAnswers(parts),
    ...retentionAnswers(parts),
    ...clockAnswers(parts),
    ...mailAnswers(parts),
    ...exampleAnswers(parts, board, live),
    ...guideAnswers(parts),
    ...phoneAnswers(parts, closing.signal),
    ...eventsAnswers(parts, board, live, sessions, discretion, closing.signal),
    openapi: async () => app.swagger() as unknown as Record<string, unknown>,
  });
  await servePage(app, parts.page);

  try {
    await app.listen({ host: settings.host, port: settings.port });
  } catch (thrown) {
    closing.abort();
    live.listeners.close();
    await app.close();
    const why = asFault(thrown, "admin.port");
    throw new Fault(
      "admin.port",
      `The page can't be served at ${settings.host}:${settings.port}: ${why.message}`,
      thrown,
    );
  }
  const { port } = app.server.address() as AddressInfo;
  const unwatch = parts.watch((happening) => live.take(happening));
  if (settings.mdns !== null) announced = announceName({ name: settings.mdns, port, secure }, clock, log);
  const looking = Promise.all([
    keepLooking(parts, live, closing.signal),
    certificate && keepCertificate(parts, app.server, name, certificate, closing.signal),
  ]);
  return {
    url: urlOf(secure, settings.mdns === null ? "localhost" : `${settings.mdns}.local`, port),
    port,
    code: (await store.users.count()) === 0 ? first.code : null,
    async close() {
      unwatch();
      closing.abort();
      live.listeners.close();
      await announced?.close();
      await app.close();
      await looking;
    },
  };
}

const urlOf = (secure: boolean, host: string, port: number): string =>
  `${secure ? "https" : "http"}://${host}${port === (secure ? 443 : 80) ? "" : `:${port}`}`;

/** The command line changes the office and deals with needs too, and tells nobody. */
async function keepLooking({ clock }: AdminParts, live: Live, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await clock.sleep(OFFICE_LOOK, signal).catch(() => undefined);
    if (!signal.aborted) await live.officeMayHaveChanged(null, null);
    if (!signal.aborted) await live.needsMayHaveChanged();
    if (!signal.aborted) await live.takeUpsMayHaveChanged();
    if (!signal.aborted) await live.textsMayHaveChanged();
  }
}
