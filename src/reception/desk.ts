import type { Announcements } from "../announcements/library.ts";
import type { Spoken } from "../announcements/spoken.ts";
import type { Variables } from "../announcements/text.ts";
import { addressBook, callerFrom, clientBehind } from "../attendant/address-book.ts";
import { attend } from "../attendant/attend.ts";
import { attendWithoutHour } from "../attendant/attend-without-hour.ts";
import type { Contact, LineAbilities, Step } from "../attendant/plan.ts";
import { withRemote } from "../attendant/remote.ts";
import { beep } from "../audio/tones.ts";
import type { CallEnd, Prompt, WaitStep } from "../call/call.ts";
import { dutyAt } from "../duty/duty-at.ts";
import type { Office } from "../duty/office.ts";
import type { Clock } from "../kernel/clock.ts";
import { explain, type Fault } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import type { Instant } from "../kernel/units.ts";
import { newCallId } from "../store/call-id.ts";
import { BY_PHONE_SETTING, readByPhone } from "../store/phone-pins.ts";
import type { Store } from "../store/store.ts";
import { byPhone } from "./by-phone.ts";
import { openCallEntry, type Watch } from "./call-entry.ts";
import { fallbackOffice } from "./fallback-office.ts";
import { heldMessages } from "./held-messages.ts";
import { phoneSound } from "./phone-sound.ts";
import type { Call, Reception } from "./reception.ts";
import { soundMemory } from "./sound-memory.ts";
import { openSwitchboard } from "./switchboard.ts";
import { openTaken } from "./taken.ts";
import { openTape } from "./tape.ts";
import { hourOf, type Telling, tellOfMissedCall } from "./telling.ts";
import { planOfTrial } from "./trial-call.ts";

export interface DeskParts extends Telling {
  readonly clock: Clock;
  readonly log: Log;
  readonly store: Store;
  readonly announcements: Pick<Announcements, "sound">;
  readonly abilities: (line: string) => LineAbilities;
  /** A person tries out what the network of this line does. */
  readonly tryAnew?: (line: string) => void;
  readonly watch: Watch;
  /** Where messages are recorded, and where announcements are that people recorded. */
  readonly messages: string;
  readonly recordings: string;
  /** What people are to know of messages that the disk does not take: null when there are none any more. */
  readonly trouble?: (fault: Fault | null) => void;
  /** Keys of this line are a secret for a time: no transcript has them. */
  readonly discreet?: (line: string, on: boolean) => void;
  /** Wraps what waits for the disk (under a virtual clock). */
  readonly during?: <T>(work: Promise<T>) => Promise<T>;
}

export interface Desk extends Reception {
  /** When all that there was to tell so far is in the outbox, and what was held was tried a last time. */
  settled(): Promise<void>;
}

/** The reception desk: where calls meet the schedule, the announcements and the store. */
export function openDesk(parts: DeskParts): Desk {
  const { clock, log, store, announcements, watch } = parts;
  const during = parts.during ?? ((work) => work);
  let known: Office = fallbackOffice;
  const memory = soundMemory();
  const phone = byPhone({ ...parts, during });
  const held = heldMessages({ ...parts, during, trouble: parts.trouble ?? (() => undefined) });

  async function office(): Promise<Office> {
    try {
      known = await store.office.read();
    } catch (thrown) {
      log.error("app.office-unread", { why: explain(thrown), sentence: "The last schedule that was read is used." });
    }
    return known;
  }

  /** Off where it can't be known. */
  const anyoneMay = () =>
    store.settings.get(BY_PHONE_SETTING).then(
      (kept) => readByPhone(kept).anyone,
      () => false,
    );

  /** A sentence of which something is not known is left out; the announcement is not. */
  function variables(prompt: Parameters<typeof variablesOf>[0], call: Call): Variables {
    try {
      return variablesOf(prompt, call, known, hourOf(parts, call));
    } catch (thrown) {
      log.error("app.nothing-to-fill-in", { call: call.id, why: explain(thrown) });
      return {};
    }
  }

  const taken = openTaken(clock);
  return {
    clock,
    log,
    beep: beep(),
    taken,
    switchboard: openSwitchboard(clock, taken),
    async onDuty(call, step) {
      try {
        const hour = parts.hourFor ? parts.hourFor(clock.now()) : clock.now();
        // Where no hour is believed any more, nothing says that the duty has changed.
        if (hour === null) return step.forward.to;
        const now = await office();
        return awaitedIn(
          attend(callerFrom(call.caller, now), hour, now, parts.abilities(call.line)).steps,
          step.forward,
        );
      } catch (thrown) {
        log.error("app.no-plan", { why: explain(thrown), sentence: "The caller waits on." });
        return step.forward.to;
      }
    },
    newCallId: () => newCallId(clock),
    async plan(call) {
      const now = await office();
      try {
        const at = hourOf(parts, call);
        call.hour = at;
        const tried = await planOfTrial({ settings: store.settings, clock }, call, now);
        if (tried) {
          parts.tryAnew?.(call.line);
          return tried;
        }
        const caller = callerFrom(call.caller, now);
        const abilities = parts.abilities(call.line);
        if (abilities.refused && at !== null) call.unreached = firstOnDuty(now, at);
        const plan = at === null ? attendWithoutHour(caller, now, abilities) : attend(caller, at, now, abilities);
        return withRemote(plan, caller, now, await anyoneMay());
      } catch (thrown) {
        log.error("app.no-plan", { why: explain(thrown), sentence: "The caller may leave a message." });
        return attend(callerFrom(call.caller, fallbackOffice), call.at, fallbackOffice, { forwards: false });
      }
    },
    sound: (prompt, call) =>
      during(
        prompt.to === "phone"
          ? phoneSound({ ...parts, recordedBy: phone.recordedBy }, prompt, known, hourOf(parts, call))
          : announcements.sound(spokenOf(prompt, call), known, variables(prompt, call)),
      ),
    checkPin: (call, digits) => phone.check(call, digits),
    act: (act, who, spoken) => during(phone.act(act, who, spoken)),
    discreet: (line, on) => parts.discreet?.(line, on),
    tape: (call) => openTape({ ...parts, during, memory, held, office: known }, call),
    begin(call) {
      const entry = openCallEntry(store.calls, watch, call);
      let someoneWasRung = false;
      return {
        ...entry,
        note(at, note) {
          someoneWasRung ||= note.what === "ringing";
          if (note.what === "attempt" && note.outcome === "failed")
            call.unreached = [...(call.unreached ?? []), note.contact.person];
          entry.note(at, note);
        },
        end(at, outcome) {
          entry.end(at, outcome);
          if (isMissed(outcome, someoneWasRung || isKnown(call, known))) tellOfMissedCall(parts, call, known);
        },
      };
    },
    lineState(line, at, trouble) {
      if (trouble) log.warn("line.trouble", { line, why: explain(trouble) });
      else log.info("line.ready", { line });
      if (trouble) store.lines.trouble(line, at, trouble);
      else store.lines.ready(line, at);
      watch({ of: "line", line, at, trouble });
    },
    async settled() {
      await held.close();
      await store.calls.flushed();
    },
  };
}

/**
 * Whether someone is to be told that nobody took a call and nothing was kept of it. A robot says nothing after the beep
 * either; it is somebody if we know them, or if someone was rung in vain.
 */
function isMissed(outcome: CallEnd, somebody: boolean): boolean {
  switch (outcome) {
    case "abandoned":
    case "failed":
      return true;
    case "empty-message":
      return somebody;
    case "forwarded":
    case "sent-on":
    case "message":
    case "information":
    case "taken-here":
    case "blocked":
      return false;
  }
}

function isKnown({ caller }: Call, office: Office): boolean {
  const { number } = callerFrom(caller, office);
  const book = addressBook(office);
  return number !== null && (clientBehind(number, book) !== undefined || book.people.has(number));
}

/** Whom a caller would have been put through to, in duty hours: nobody is woken by text for a message that can wait. */
function firstOnDuty(office: Office, at: Instant): readonly string[] {
  const duty = dutyAt(office, at);
  return duty.closed || duty.absence ? [] : duty.onDuty.slice(0, 1).map(({ id }) => id);
}

/** Whom the same choice leads to in a plan of now. */
function awaitedIn(steps: readonly Step[], forward: WaitStep["forward"]): readonly Contact[] {
  const same = (other: WaitStep["forward"]): boolean =>
    other.via === forward.via && other.about?.choice === forward.about?.choice;
  for (const step of steps) {
    if (step.do === "wait" && same(step.forward)) return step.forward.to;
    if (step.do !== "menu") continue;
    for (const branch of [step.otherwise, ...Object.values(step.keys)]) {
      const found = awaitedIn(branch, forward);
      if (found.length > 0) return found;
    }
  }
  return [];
}

/** What is said for a prompt; the second leg is told who calls, as far as that is known. */
function spokenOf(prompt: Exclude<Prompt, { to: "phone" }>, call: Call): Spoken {
  if (prompt.to === "caller") return prompt.announcement;
  const known = call.caller.number !== null || call.caller.name !== null;
  return { kind: known ? "screen" : "screen-unknown", language: prompt.contact.language };
}

function variablesOf(
  prompt: Exclude<Prompt, { to: "phone" }>,
  call: Call,
  office: Office,
  hour: Instant | null,
): Variables {
  if (prompt.to === "leg") {
    const { name, number } = callerFrom(call.caller, office);
    return { caller: { name, number }, about: prompt.about, answerer: prompt.contact.name };
  }
  const { silence, place } = prompt.announcement;
  const known = {
    at: hour,
    ...(silence === undefined ? {} : { silence }),
    ...(place === undefined ? {} : { place }),
  };
  if (hour === null) return known;
  const { absence, closed } = dutyAt(office, hour);
  return {
    ...known,
    ...(absence ? { until: absence.until } : {}),
    ...(closed?.by === "holiday" ? { holiday: closed.name } : {}),
  };
}
