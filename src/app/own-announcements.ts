import type { Moment } from "../announcements/library.ts";
import { wordsOf } from "../announcements/made-with.ts";
import { closureBegins, ownAt } from "../announcements/own-life.ts";
import { readSpeeds, VOICE_SETTING } from "../announcements/saying.ts";
import { isLegKind, type Spoken } from "../announcements/spoken.ts";
import { isPhoneKind } from "../attendant/phone-kinds.ts";
import type { Announcement } from "../attendant/plan.ts";
import { explain } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import type { Store } from "../store/store.ts";

/** The office's own wording and recordings, where it has any. What the second leg and people of the team hear is never its own. */
export function ownAnnouncements(store: Store, log: Log) {
  const read = ({ kind, language, urgent = false }: Announcement) =>
    store.announcements.current({ kind, language, urgent }).catch((thrown) => {
      log.warn("app.announcement-unread", { kind, why: explain(thrown) });
      return null;
    });
  /** What a closure has of its own comes before what the office has in general. */
  async function current({ kind, language, urgent = false }: Spoken, { office, at }: Moment) {
    if (isLegKind(kind) || isPhoneKind(kind)) return null;
    const own = await ownAt(kind, office, at, (each) => read({ kind: each, language, urgent }));
    if (own) return { ...own.of, closure: closureBegins(own.closure, office) };
    const general = await read({ kind, language, urgent });
    return general && { ...general, closure: null };
  }
  return {
    async recorded(spoken: Spoken, moment: Moment) {
      const own = await current(spoken, moment);
      return own?.origin === "recorded" ? { file: own.file, text: wordsOf(own) } : null;
    },
    async written(spoken: Spoken, moment: Moment) {
      const own = await current(spoken, moment);
      return own?.origin === "edited" ? { text: own.text, closure: own.closure } : null;
    },
    speeds: async () => readSpeeds(await store.settings.get(VOICE_SETTING)),
  };
}
