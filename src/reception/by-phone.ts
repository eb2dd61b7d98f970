import { addressBook, callerFrom } from "../attendant/address-book.ts";
import type { PhoneKind, PhoneSay, PhoneValues } from "../attendant/phone-kinds.ts";
import type { Pcm } from "../audio/pcm.ts";
import type { Insider, RemoteAct, RemoteAnswer, RemoteItem } from "../call/remote-moves.ts";
import { dutyAt } from "../duty/duty-at.ts";
import type { Office } from "../duty/office.ts";
import { readPhoneNumber } from "../duty/phone-number.ts";
import type { Clock } from "../kernel/clock.ts";
import { explain, Fault } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import { type Instant, instant } from "../kernel/units.ts";
import type { Need } from "../needs/need.ts";
import type { Message } from "../store/message-record.ts";
import type { Store } from "../store/store.ts";
import { ownRecordings } from "./own-recording.ts";
import { checkPin } from "./pin-check.ts";
import type { Call } from "./reception.ts";
import type { Telling } from "./telling.ts";

export interface ByPhoneParts extends Pick<Telling, "hourFor"> {
  readonly clock: Clock;
  readonly log: Log;
  /** Wraps what waits for the disk (under a virtual clock). */
  readonly during: <T>(work: Promise<T>) => Promise<T>;
  readonly store: Pick<Store, "announcements" | "office" | "messages" | "needs" | "phonePins">;
  /** Where announcements are that people recorded. */
  readonly recordings: string;
}

/** What a person of the team can do by telephone. None of it throws. */
export interface ByPhone {
  check(call: Call, digits: string): Promise<Insider | null>;
  act(act: RemoteAct, who: Insider, spoken: Pcm): Promise<RemoteAnswer>;
  /** What this person has just recorded. */
  recordedBy(person: string): Pcm | null;
}

const HOUR_MS = 3_600_000;
/** Nobody goes through more by ear. */
const MOST = 20;
/** Of how many there are, no more is said than this. */
const COUNTED = 500;

const said = (kind: PhoneKind, values?: PhoneValues): PhoneSay => (values ? { kind, values } : { kind });
const says = (kind: PhoneKind, values?: PhoneValues): RemoteAnswer => ({ says: [said(kind, values)] });

export function byPhone(parts: ByPhoneParts): ByPhone {
  const { clock, log, store, during } = parts;
  const own = ownRecordings(parts);
  const hourNow = (): Instant | null => (parts.hourFor ? parts.hourFor(clock.now()) : clock.now());

  return {
    async check(call, digits) {
      try {
        const office = await during(store.office.read());
        const { number } = callerFrom(call.caller, office);
        const from = (number !== null && addressBook(office).people.get(number)) || [];
        const who = await checkPin({ clock, log, during, pins: store.phonePins }, office, from, digits);
        if (who === null) log.warn("call.code-refused", { call: call.id });
        return who;
      } catch (thrown) {
        log.error("call.code-unread", { call: call.id, why: explain(thrown) });
        return null;
      }
    },
    recordedBy: own.of,
    async act(act, who, spoken) {
      try {
        return await perform(act, who, spoken);
      } catch (thrown) {
        log.error("call.by-phone-failed", { act: act.act, why: explain(thrown) });
        return says("phone-failed");
      }
    },
  };

  async function perform(act: RemoteAct, who: Insider, spoken: Pcm): Promise<RemoteAnswer> {
    switch (act.act) {
      case "look": {
        const [messages, needs] = [await store.messages.count("new"), await openNeeds(who, COUNTED)];
        return says("phone-hello", {
          person: who.name,
          waiting: { messages, needs: needs.length },
        });
      }
      case "who":
        return onDuty();
      case "absent":
        return absent(act.hours, who);
      case "present":
        return present(who);
      case "messages": {
        const office = await store.office.read();
        const items = (await newMessages()).map((message) => messageItem(message, office));
        return items.length === 0 ? { says: [said("phone-no-messages")], items } : { says: [], items };
      }
      case "needs": {
        const office = await store.office.read();
        const items = (await openNeeds(who)).map((need) => needItem(need, office));
        return items.length === 0 ? { says: [said("phone-no-needs")], items } : { says: [], items };
      }
      case "keep":
        await store.messages.mark(act.message, { heard: true }, who.name);
        return says("phone-kept");
      case "close":
        await store.messages.mark(act.message, { heard: true, closed: true }, who.name);
        return says("phone-closed");
      case "take":
        return take(act.need, who);
      case "announcements":
        return own.offer(who.language);
      case "hear-recorded":
        return own.hear(spoken, who);
      case "put-on-air":
        return own.putOnAir(act.announcement, who);
    }
  }

  async function onDuty(): Promise<RemoteAnswer> {
    const hour = hourNow();
    if (hour === null) return says("phone-no-hour");
    const duty = dutyAt(await store.office.read(), hour);
    const names = (people: readonly { readonly name: string }[]) => people.map(({ name }) => name);
    return says("phone-duty", {
      duty: names(duty.onDuty),
      onCall: names(duty.onCall),
      ...(duty.absence ? { until: duty.absence.until } : {}),
    });
  }

  /** As the switch of the page does it: one absence, whose end is moved. */
  async function absent(hours: number, { name }: Insider): Promise<RemoteAnswer> {
    const now = hourNow();
    if (now === null) return says("phone-no-hour");
    const current = runningAbsences(await store.office.read(), now)[0];
    const until = instant(now + hours * HOUR_MS);
    const id = current?.id ?? `absence-${now.toString(36)}`;
    await store.office.save("absences", { id, from: current?.from ?? now, until, by: name }, name);
    return says("phone-absent", { until });
  }

  async function present({ name }: Insider): Promise<RemoteAnswer> {
    const now = hourNow();
    if (now === null) return says("phone-no-hour");
    const running = runningAbsences(await store.office.read(), now);
    for (const absence of running)
      if (absence.from === now) await store.office.remove("absences", absence.id, name);
      else await store.office.save("absences", { ...absence, until: now }, name);
    return says(running.length === 0 ? "phone-not-absent" : "phone-present");
  }

  /** What nobody has heard, the oldest first. */
  function newMessages(): Promise<readonly Message[]> {
    return store.messages.list({ only: "new", order: "oldest-first", limit: MOST });
  }

  /** Those that nobody else has taken. */
  function openNeeds({ person, name }: Insider, limit = MOST): Promise<readonly Need[]> {
    return store.needs.list({ state: "open", openTo: { id: person, name }, limit });
  }

  async function take(id: string, { person, name }: Insider): Promise<RemoteAnswer> {
    try {
      await store.needs.take(id, { id: person, name }, "key");
      return says("phone-taken");
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown;
      if (thrown.code === "needs.already-closed") return says("phone-already-closed");
      if (thrown.code !== "needs.taken") throw thrown;
      const owner = (await store.needs.get(id))?.owner?.name;
      return says("phone-taken-by", owner === undefined ? {} : { person: owner });
    }
  }
}

const runningAbsences = ({ absences }: Office, now: Instant) =>
  absences.filter(({ from, until }) => from <= now && now < until);

function messageItem({ id, caller, at }: Message, office: Office): RemoteItem {
  const { name, number } = callerFrom(caller, office);
  return { id, says: [said("phone-message", { caller: { name, number }, left: at }), { message: id }] };
}

function needItem({ id, name, number, fragile, weight, messages }: Need, office: Office): RemoteItem {
  const values: PhoneValues = {
    caller: { name, number: readPhoneNumber(number, office.country) },
    fragile,
    urgent: weight === "urgent",
  };
  const last = messages.at(-1);
  return { id, says: [said("phone-need", values), ...(last === undefined ? [] : [{ message: last }])] };
}
