import type { JournalAct } from "../../../admin/schemas/records.ts";
import type { JournalTold } from "../journal-told.ts";

type Say = (told: JournalTold) => string;

const verbs = { added: "added", changed: "changed", removed: "removed" } as const;
const named = (name: string) => (name === "" ? "" : `: ${name}`);
/** "Claire changed a closure: Christmas" */
const did =
  (what: string): Say =>
  ({ by, did, name }) =>
    `${by} ${verbs[did]} ${what}${named(name)}`;
const of =
  (what: string): Say =>
  ({ by, name }) =>
    `${by} ${what}${named(name)}`;
const summed =
  (what: string): Say =>
  ({ by, sum }) =>
    `${by} ${what}${sum === "" ? "" : `: ${sum}`}`;

/** Each thing that the journal tells, as a sentence. */
export const sentences = {
  "office.replace": of("replaced all of the office's data"),
  "office.change": summed("made several changes at once"),
  "rota.move": of("moved a shift"),
  "calendar.import": summed("imported a calendar"),
  "hours.save": of("changed the duty hours"),
  "settings.save": of("changed the office's settings"),
  "people.save": did("a person"),
  "people.remove": did("a person"),
  "people.import": summed("imported a table of people"),
  "callers.save": did("a known caller"),
  "callers.remove": did("a known caller"),
  "callers.import": summed("imported a table of known callers"),
  "blocked.save": did("a blocked number"),
  "blocked.remove": did("a blocked number"),
  "blocked.import": summed("imported a table of blocked numbers"),
  "rota.save": did("a line of the schedule"),
  "rota.remove": did("a line of the schedule"),
  "closures.save": did("a closure"),
  "closures.remove": did("a closure"),
  "leave.save": did("leave"),
  "leave.remove": did("leave"),
  "absences.save": did("an absence of the office"),
  "absences.remove": did("an absence of the office"),
  "overrides.save": did("a replacement"),
  "overrides.remove": did("a replacement"),
  "menu.save": did("a key of the menu"),
  "menu.remove": did("a key of the menu"),
  "calls.export": of("exported the log of calls"),
  "sheet.export": of("exported a table"),
  "call.expire": of("erased callers by the rule of retention"),
  "caller.about": of("asked for all that the box knows of a caller"),
  "caller.forget": of("had a caller forgotten"),
  "message.mark": of("followed up on a message"),
  "message.remove": of("deleted a message"),
  "message.expire": of("erased messages by the rule of retention"),
  "recording.listen": of("listened to a message"),
  "recording.download-sound": of("downloaded the sound of a message"),
  "need.join": of("noted another call of somebody to call back"),
  "need.message": of("added a message to somebody to call back"),
  "need.take": of("took charge of somebody to call back"),
  "need.give-back": of("gave back somebody to call back"),
  "need.note": of("noted something on somebody to call back"),
  "need.due": of("changed by when somebody is to be called back"),
  "need.close": of("closed somebody to call back"),
  "need.reopen": of("opened somebody to call back again"),
  "take-up.confirm": of("confirmed that duty was taken up"),
  "take-up.miss": of("noted that duty was never confirmed as taken up"),
  "text.command": of("gave an order by text message"),
  "text.need": of("put a text message among those to call back"),
  "text.remove": of("deleted a text message"),
  "example.try": of("tries the example agency"),
  "example.leave": of("left the example agency"),
  "announcement.add": of("changed an announcement"),
  "user.add": did("an account"),
  "user.change": did("an account"),
  "user.remove": did("an account"),
  "user.sign-out": of("ended all sessions of an account"),
  "phone-pin.set": of("set a code for the telephone"),
  "phone-pin.remove": of("removed a code for the telephone"),
  "phone-pin.enter": of("opened the menu by telephone"),
  "phone-pin.lock": of("locked a code after five tries"),
  "transcript.begin": of("began the transcript of a line"),
  "transcript.end": of("ended the transcript of a line"),
  "transcript.download": of("downloaded a transcript"),
  "transcript.remove": of("deleted a transcript"),
  "backup.make": of("made a backup"),
  "backup.download": of("downloaded a backup"),
  "backup.restore": of("put a backup in place"),
  "setting.targets": of("changed the targets"),
  "setting.retention": of("changed how long things are kept"),
  "setting.logbook": of("changed who is asked for the logbook, and who gets it"),
  "setting.mail": of("changed the mail server"),
  "setting.voice": of("changed the voice of the announcements"),
  "setting.auditor-access": of("changed what auditors may see"),
  "setting.by-phone": of("changed who may open the menu by telephone"),
  "setting.sim": of("changed the PIN of a SIM"),
  "setting.safe": of("changed the safe number of a line"),
  "setting.away": of("sent every call of a line elsewhere, or had them back"),
  "setting.line": of("tried a line"),
  setting: of("changed a setting"),
} satisfies Readonly<Record<JournalAct | `setting${string}`, Say>>;
