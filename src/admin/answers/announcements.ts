import { placeholders } from "../../announcements/text.ts";
import type { Announcement, AnnouncementKind } from "../../attendant/plan.ts";
import { writeWav } from "../../audio/wav.ts";
import type { Language } from "../../duty/office.ts";
import { explain } from "../../kernel/fault.ts";
import type { AnnouncementVersion } from "../../store/announcements.ts";
import { type AnnouncementViews, openAnnouncementViews } from "../announcement-views.ts";
import type { Live } from "../live.ts";
import type { AdminParts } from "../parts.ts";
import { keepRecording } from "../recordings.ts";
import { Refused } from "../refusals.ts";
import type { Answers } from "../routes.ts";
import { sendSound } from "../send-sound.ts";

type Which =
  | "announcements"
  | "announcement"
  | "checkText"
  | "previewText"
  | "saveText"
  | "saveRecording"
  | "backToVersion"
  | "announcementSound";

/** About how fast an announcement is read. */
const WORDS_A_SECOND = 2.2;

interface Asked {
  readonly params: { readonly kind: string; readonly language: Language };
  readonly query: { readonly urgent: "true" | "false" };
}

const whichOf = ({ params, query }: Asked): Announcement => ({
  kind: params.kind as AnnouncementKind,
  language: params.language,
  urgent: query.urgent === "true",
});

export async function announcementsAnswers(parts: AdminParts, live: Live): Promise<Answers<Which>> {
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
    return views.view(which, version, office, reader);
  }

  return {
    async announcements({ language }) {
      const office = await store.office.read();
      const current = new Map((await store.announcements.all()).map((each) => [keyOf(each), each]));
      return {
        placeholders: [...placeholders],
        announcements: views
          .all(office)
          .map((which) => views.view(which, current.get(keyOf(which)) ?? null, office, language)),
      };
    },
    async announcement(question) {
      const which = whichOf(question);
      const office = await store.office.read();
      const history = await store.announcements.history(which);
      return {
        ...views.view(which, history[0] ?? null, office, question.language),
        versions: history.map(({ version, text, origin, since, by, file }) => ({
          ...{ version, text, origin, since, by },
          sound: origin === "recorded" && file !== "",
        })),
      };
    },
    async checkText({ body, language }) {
      const office = await store.office.read();
      const which = { kind: body.kind as AnnouncementKind, language: body.language, urgent: body.urgent };
      const said = views.said(which, body.text, office);
      return {
        said,
        seconds: Math.round(said.split(/\s+/).filter((word) => word !== "").length / WORDS_A_SECOND),
        findings: views.check(which, body.text, office, language),
      };
    },
    async previewText({ body, reply }) {
      const office = await store.office.read();
      const which = { kind: body.kind as AnnouncementKind, language: body.language, urgent: body.urgent };
      const said = views.said(which, body.text, office);
      if (!/\p{L}|\p{N}/u.test(said)) throw new Refused("no-sound");
      return reply.type("audio/wav").send(Buffer.from(writeWav(await announcements.speak(said, which.language))));
    },
    async saveText(question) {
      const which = whichOf(question);
      const { text } = question.body;
      const office = await store.office.read();
      const next =
        text === null
          ? { text: views.shipped(which, office), origin: "default" as const }
          : { text, origin: "edited" as const };
      return onAir(which, { ...next, file: "", sha256: "", by: question.by.name }, question.language);
    },
    async saveRecording(question) {
      const which = whichOf(question);
      const { query, request, by } = question;
      const file = await request.file();
      if (!file) throw new Refused("bad-request", "file");
      const upload = await file.toBuffer();
      const cut = { from: query.from ?? 0, until: query.until ?? null };
      const kept = await keepRecording(folder, which, upload, cut);
      const office = await store.office.read();
      const current = await store.announcements.current(which);
      const text = query.text || current?.text || views.shipped(which, office);
      return onAir(which, { ...kept, text, origin: "recorded", by: by.name }, question.language);
    },
    async backToVersion(question) {
      const which = whichOf(question);
      const version = await versionOf(which, question.body.version);
      const { text, origin, file, sha256 } = version;
      return onAir(which, { text, origin, file, sha256, by: question.by.name }, question.language);
    },
    async announcementSound(question) {
      const which = whichOf(question);
      const { query, request, reply } = question;
      if (query.version !== undefined) {
        const { origin, file } = await versionOf(which, query.version);
        if (origin !== "recorded" || file === "") throw new Refused("no-sound");
        return sendSound(reply, request.headers.range, file, null);
      }
      const office = await store.office.read();
      const { pcm } = await announcements.sound(which, office);
      reply.type("audio/wav").header("cache-control", "private, no-cache");
      return reply.send(Buffer.from(writeWav(pcm)));
    },
  };

  async function versionOf(which: Announcement, number: number): Promise<AnnouncementVersion> {
    const found = (await store.announcements.history(which)).find(({ version }) => version === number);
    if (!found) throw new Refused("no-such", `version ${number}`);
    return found;
  }
}

const keyOf = ({ kind, language, urgent }: Announcement): string => `${kind} ${language} ${urgent === true}`;
