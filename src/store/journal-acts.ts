import type { EntryKind } from "./office-lists.ts";

/**
 * Everything that the journal tells of, beside settings by their key. One that is not here does not compile, and none is
 * here without its sentence in every language (`page/words/…/journal-sentences.ts`).
 */
export const journalActs = [
  ...(["office.replace", "office.change", "rota.move", "calendar.import", "hours.save", "settings.save"] as const),
  ...(["people.save", "people.remove", "people.import", "callers.save", "callers.remove", "callers.import"] as const),
  ...(["blocked.save", "blocked.remove", "blocked.import", "rota.save", "rota.remove"] as const),
  ...(["closures.save", "closures.remove", "leave.save", "leave.remove", "absences.save", "absences.remove"] as const),
  ...(["overrides.save", "overrides.remove", "menu.save", "menu.remove"] as const),
  ...(["calls.export", "sheet.export", "call.expire", "caller.about", "caller.forget"] as const),
  ...(["message.mark", "message.remove", "message.expire", "recording.listen", "recording.download-sound"] as const),
  ...(["need.join", "need.message", "need.take", "need.give-back", "need.note", "need.due"] as const),
  ...(["need.close", "need.reopen", "take-up.confirm", "take-up.miss", "announcement.add", "text.command"] as const),
  ...(["text.need", "text.remove"] as const),
  ...(["example.try", "example.leave"] as const),
  ...(["user.add", "user.change", "user.remove", "user.sign-out"] as const),
  ...(["phone-pin.set", "phone-pin.remove", "phone-pin.enter", "phone-pin.lock"] as const),
  ...(["transcript.begin", "transcript.end", "transcript.download", "transcript.remove"] as const),
  ...(["backup.make", "backup.download", "backup.restore"] as const),
] as const;

export type JournalAct = (typeof journalActs)[number];
export type JournalWhat = JournalAct | `${EntryKind}.${"save" | "remove"}` | `setting.${string}`;
