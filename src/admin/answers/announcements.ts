import { stat } from "node:fs/promises";
import { secondsToSay } from "../../announcements/check-text.ts";
import { placeholders } from "../../announcements/fill.ts";
import { madeWith, wordsOf } from "../../announcements/made-with.ts";
import { MOST_DAYS_OUTSIDE, type OwnDays } from "../../announcements/own-life.ts";
import { valueProblems, valueSentence, withPlaceholders } from "../../announcements/text-values.ts";
import { closureOf, isWordless } from "../../attendant/announcement-kinds.ts";
import type { Announcement, AnnouncementKind } from "../../attendant/plan.ts";
import { durationOf, RATE } from "../../audio/pcm.ts";
import { WAV_HEADER, writeWav } from "../../audio/wav.ts";
import { closure as closureSchema, type Language, type Office } from "../../duty/office.ts";
import { dayOfDate } from "../../duty/wall-clock.ts";
import { explain } from "../../kernel/fault.ts";
import type { AnnouncementVersion } from "../../store/announcements.ts";
import type { AdminParts } from "../parts.ts";
import { Refused } from "../sentences/refusals.ts";
import { Unfit } from "../sentences/unfit.ts";
import type { Live } from "../server/live.ts";
import type { Answers } from "../server/routes.ts";
import { sendBytes, sendSound } from "../server/send-sound.ts";
import type { Workshop } from "../server/workshop.ts";
import { keepRecording } from "../sound/recordings.ts";
import { type AnnouncementViews, openAnnouncementViews } from "../views/announcement-views.ts";

type Which =
  | "announcements"
  | "announcement"
  | "checkText"
  | "checkClosure"
  | "previewText"
  | "saveText"
  | "saveRecording"
  | "backToVersion"
  | "announcementSound";

interface Asked {
  readonly params: { readonly kind: string; readonly language: Language };
  readonly query: { readonly urgent: "true" | "false" };
  readonly days?: { readonly firstDay?: string | null | undefined; readonly lastDay?: string | null | undefined };
}

const whichOf = ({ params, query }: Asked): Announcement => ({
  kind: params.kind as AnnouncementKind,
  language: params.language,
  urgent: query.urgent === "true",
});

export async function announcementsAnswers(parts: AdminParts, live: Live, workshop: Workshop): Promise<Answers<Which>> {
  const { store, announcements, folder, log } = parts;
  const views: AnnouncementViews = await openAnnouncementViews(parts);

  /** Puts a version on air; what it needs is spoken before the next call asks for it. */
  async function onAir(which: Announcement, next: Parameters<typeof store.announcements.add>[1], reader: Language) {
    const version = await store.announcements.add(which, next);
    const office = await store.office.read();
    live.announcementChanged(version);
    announcements
      .prepare(office)
      .catch((thrown) => log.warn("admin.announcement-not-prepared", { why: explain(thrown) }));
    return view(which, version, office, reader);
  }

  async function view(which: Announcement, current: AnnouncementVersion | null, office: Office, reader: Language) {
    const seen = views.view(which, current, office, reader);
    if (isWordless(which.kind) && seen.origin !== "recorded")
      return { ...seen, seconds: durationOf((await announcements.sound(which, office)).pcm) / 1000 };
    return { ...seen, seconds: await secondsOf(current, seen.said) };
  }

  /** A text as an engine speaks it. Faults: `admin.no-sound` for one without a word. */
  async function spoken(which: Announcement, wording: string): Promise<Buffer> {
    const said = views.said(which, withPlaceholders(wording), await store.office.read());
    if (!/\p{L}|\p{N}/u.test(said)) throw new Refused("no-sound");
    return Buffer.from(writeWav(await announcements.speak(said, which.language)));
  }

  /** The wording as it is kept. Faults: `admin.text-values`, `admin.text-silent` for one that could not be said, `admin.wordless` for music. */
  function sayable(which: Announcement, wording: string, office: Office): string {
    if (isWordless(which.kind)) throw new Refused("wordless");
    const [wrong] = valueProblems(which.kind, wording);
    if (wrong) throw new Refused("text-values", valueSentence(wrong));
    const text = withPlaceholders(wording);
    if (!/\p{L}|\p{N}/u.test(views.said(which, text, office))) throw new Refused("text-silent");
    return text;
  }

  /** Of a closure's own, on which days it is heard. Faults: `admin.no-such`, `admin.own-days`. */
  function livesOf({ kind }: Announcement, asked: Asked["days"], office: Office): OwnDays {
    const id = closureOf(kind);
    const days = { firstDay: asked?.firstDay ?? null, lastDay: asked?.lastDay ?? null };
    if (id === null) return { firstDay: null, lastDay: null };
    const closure = office.closures.find((each) => each.id === id);
    if (!closure) throw new Refused("no-such", { fr: `la fermeture « ${id} »`, en: `the closure "${id}"` });
    const first = dayOfDate(days.firstDay ?? closure.firstDay);
    const last = dayOfDate(days.lastDay ?? closure.lastDay);
    const [from, to] = [dayOfDate(closure.firstDay), dayOfDate(closure.lastDay)];
    if (last < first || last < from || first > to) throw new Refused("own-days");
    if (first < from - MOST_DAYS_OUTSIDE || last > to + MOST_DAYS_OUTSIDE) throw new Refused("own-days");
    return days;
  }

  return {
    async announcements({ language }) {
      const office = await store.office.read();
      const current = new Map((await store.announcements.all()).map((each) => [keyOf(each), each]));
      return {
        spoken: office.language,
        placeholders: [...placeholders],
        announcements: await Promise.all(
          views.all(office).map((which) => view(which, current.get(keyOf(which)) ?? null, office, language)),
        ),
      };
    },
    async announcement(question) {
      const which = whichOf(question);
      const office = await store.office.read();
      const history = await store.announcements.history(which);
      return {
        ...(await view(which, history[0] ?? null, office, question.language)),
        versions: await Promise.all(
          history.map(async (each) => {
            const { version, text, origin, since, by } = each;
            const said = origin === "recorded" ? wordsOf(each) : views.said(which, text, office);
            const seconds = await secondsOf(each, said);
            return {
              version,
              text,
              said,
              origin,
              since,
              by,
              seconds,
              sound: (said !== "" || origin === "recorded") && seconds !== null,
            };
          }),
        ),
      };
    },
    async checkText({ body, language }) {
      const office = await store.office.read();
      const which = { kind: body.kind as AnnouncementKind, language: body.language, urgent: body.urgent };
      const wording = withPlaceholders(body.text);
      const said = views.said(which, wording, office);
      const findings = views.check(which, wording, office, language);
      return { said, seconds: secondsToSay(said), findings, fine: views.fine(which, findings, office, language) };
    },
    async checkClosure({ body, language }) {
      const office = await store.office.read();
      const closure = closureSchema.safeParse(body.closure);
      if (!closure.success) throw new Unfit(closure.error.issues);
      const says = { ...(typeof closure.data.says === "object" ? closure.data.says : {}), [body.language]: body.text };
      return views.checkClosure({ ...closure.data, says }, body.language, office, language);
    },
    async previewText({ body, reply }) {
      const which = { kind: body.kind as AnnouncementKind, language: body.language, urgent: body.urgent };
      return reply.type("audio/wav").send(await spoken(which, body.text));
    },
    async saveText(question) {
      const which = whichOf(question);
      const { text } = question.body;
      const office = await store.office.read();
      const days = livesOf(which, question.body, office);
      const next =
        text === null
          ? { text: views.shipped(which, office), origin: "default" as const }
          : { text: sayable(which, text, office), origin: "edited" as const };
      return onAir(which, { ...next, ...days, file: "", sha256: "", by: question.by.name }, question.language);
    },
    async saveRecording(question) {
      const which = whichOf(question);
      const { query, request, by } = question;
      const upload: unknown = request.body;
      if (!(upload instanceof Uint8Array) || upload.length === 0) throw new Refused("not-a-sound");
      const cut = { from: query.from ?? 0, until: query.until ?? null };
      const days = livesOf(which, query, await store.office.read());
      const kept = await keepRecording(folder, which, upload, cut, workshop);
      const office = await store.office.read();
      const current = await store.announcements.current(which);
      const text =
        query.text && !isWordless(which.kind)
          ? sayable(which, query.text, office)
          : current?.text || views.shipped(which, office);
      const made = madeWith(which, text, views.said(which, text, office), office, parts.clock.now());
      return onAir(
        which,
        { ...kept, ...days, text, origin: "recorded", madeWith: made, by: by.name },
        question.language,
      );
    },
    async backToVersion(question) {
      const which = whichOf(question);
      const version = await versionOf(which, question.body.version);
      const { text, origin, file, sha256, madeWith: made, firstDay, lastDay } = version;
      const days = { firstDay, lastDay };
      // One of before may hold what nothing fills in.
      if (origin === "edited") sayable(which, text, await store.office.read());
      return onAir(
        which,
        { text, origin, file, sha256, madeWith: made, ...days, by: question.by.name },
        question.language,
      );
    },
    async announcementSound(question) {
      const which = whichOf(question);
      const { query, request, reply } = question;
      if (query.version !== undefined) {
        const { origin, file, text } = await versionOf(which, query.version);
        return origin === "recorded"
          ? sendSound(reply, request.headers.range, file, null)
          : sendBytes(reply, request.headers.range, await spoken(which, text));
      }
      const office = await store.office.read();
      const { shown, variables } = views.example(which, office);
      const own = closureOf(which.kind) === null ? null : await store.announcements.current(which);
      if (own?.origin === "recorded") return sendSound(reply, request.headers.range, own.file, null);
      if (own?.origin === "edited") return sendBytes(reply, request.headers.range, await spoken(which, own.text));
      const { pcm } = await announcements.sound(generalOf(which), shown, variables);
      return sendBytes(reply, request.headers.range, writeWav(pcm));
    },
  };

  async function versionOf(which: Announcement, number: number): Promise<AnnouncementVersion> {
    const found = (await store.announcements.history(which)).find(({ version }) => version === number);
    if (!found) throw new Refused("no-such", { fr: `la version ${number}`, en: `version ${number}` });
    return found;
  }
}

/** What is heard where a closure has nothing of its own. */
const generalOf = (which: Announcement): Announcement =>
  closureOf(which.kind) === null ? which : { ...which, kind: "closure" };

const keyOf = ({ kind, language, urgent }: Announcement): string => `${kind} ${language} ${urgent === true}`;

/** Of the file for a recording, which this appliance wrote itself; null when it is gone. About, for a text. */
async function secondsOf(version: AnnouncementVersion | null, said: string): Promise<number | null> {
  if (version?.origin !== "recorded") return secondsToSay(said);
  const size = await stat(version.file).then(
    (file) => file.size,
    () => null,
  );
  return size === null ? null : Math.max(0, size - WAV_HEADER) / 2 / RATE;
}
