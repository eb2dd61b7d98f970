import { wordsOf } from "../announcements/made-with.ts";
import { readSpeeds, VOICE_SETTING } from "../announcements/saying.ts";
import { isLegKind, type Spoken } from "../announcements/spoken.ts";
import { explain } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import type { Store } from "../store/store.ts";

/** The office's own wording and recordings, where it has any. What the second leg hears is never its own. */
export function ownAnnouncements(store: Store, log: Log) {
  const current = async ({ kind, language, urgent = false }: Spoken) => {
    if (isLegKind(kind)) return null;
    return store.announcements.current({ kind, language, urgent }).catch((thrown) => {
      log.warn("app.announcement-unread", { kind, why: explain(thrown) });
      return null;
    });
  };
  return {
    async recorded(spoken: Spoken) {
      const own = await current(spoken);
      return own?.origin === "recorded" ? { file: own.file, text: wordsOf(own) } : null;
    },
    async written(spoken: Spoken) {
      const own = await current(spoken);
      return own?.origin === "edited" ? own.text : null;
    },
    speeds: async () => readSpeeds(await store.settings.get(VOICE_SETTING)),
  };
}
