import { writeFile } from "node:fs/promises";
import { RATE } from "../../src/audio/pcm.ts";
import { writeWav } from "../../src/audio/wav.ts";
import { callerId, unknownCaller } from "../../src/kernel/caller-id.ts";
import { type Instant, instant, millis } from "../../src/kernel/units.ts";
import type { CallOutcome } from "../../src/store/call-record.ts";
import type { Store } from "../../src/store/store.ts";
import type { MovingClock } from "../kit/clocks.ts";

const DAY = 86_400_000;
const MINUTE = 60_000;
const numbers = ["0199000042", "0199000043", "0199000044", "0199000077", "0639980055", null];
const outcomes: readonly CallOutcome[] = ["forwarded", "forwarded", "message", "forwarded", "abandoned", "message"];
const amelie = { person: "amelie", name: "Amélie Durand", number: "+33639980001" };

const murmurs = new Map<number, Uint8Array>();

/** Sound with the shape of speech: words of a murmur, and pauses. It takes long to make: one for each length. */
function murmur(seconds: number): Uint8Array {
  const made = murmurs.get(seconds);
  if (made) return made;
  const samples = new Int16Array(seconds * RATE).map((_, n) => {
    const t = n / RATE;
    const word = Math.max(0, Math.sin(t * 5.1 + seconds) * Math.sin(t * 1.3 + seconds * 2)) ** 0.7;
    return 9000 * word * Math.sin(2 * Math.PI * (140 + 30 * Math.sin(t * 3)) * t);
  });
  const wav = writeWav(samples);
  murmurs.set(seconds, wav);
  return wav;
}

/** Three weeks of calls up to `now`, the last of them with messages that nobody heard. */
export async function seed(store: Store, clock: MovingClock): Promise<void> {
  const now = clock.now();
  let serial = 0;
  for (let day = 20; day >= 0; day--)
    for (let n = 0; n < 6; n++) {
      const at = instant(now - day * DAY - (5 - n) * 47 * MINUTE - 9 * MINUTE);
      clock.set(at);
      await aCall(store, at, serial++, day === 0);
    }
  await store.calls.flushed();
  clock.set(now);
  await someTexts(store, now);
}

/** What came by text message: an order of the team, and strangers' words, one of them read. */
async function someTexts(store: Store, now: Instant): Promise<void> {
  const came = (before: number) => ({
    line: "line-1",
    sentAt: instant(now - before * MINUTE),
    cameAt: instant(now - before * MINUTE),
    zone: "Europe/Paris",
    person: null,
    urgent: false,
  });
  const from = (number: string) => callerId(number, null);
  const words = "Bonjour, ma mère de 86 ans sort de l’hôpital jeudi.\nPouvez-vous me rappeler ? Merci 🙏";
  await store.texts.keep({
    ...came(900),
    from: callerId(null, "OPERATEUR"),
    body: "Votre forfait est renouvelé.",
    became: "kept",
  });
  await store.texts.keep({
    ...came(200),
    from: from(amelie.number),
    body: "ABSENT 14:00",
    person: "amelie",
    became: "command",
  });
  await store.texts.keep({ ...came(35), from: from("0388000091"), body: words, became: "kept" });
  const [, , oldest] = await store.texts.list();
  if (oldest) await store.texts.read(oldest.id, "Claire");
}

async function aCall(store: Store, at: Instant, serial: number, recent: boolean): Promise<void> {
  const id = `call-${String(serial).padStart(4, "0")}`;
  const number = numbers[serial % numbers.length] ?? null;
  const outcome = outcomes[serial % outcomes.length] ?? "forwarded";
  const later = (seconds: number) => instant(at + seconds * 1000);
  const heard = { language: "fr", urgent: false, version: "1" } as const;
  store.calls.begin({
    id,
    line: "line-1",
    at,
    caller: number ? callerId(number, null) : { ...unknownCaller, presentation: "withheld" },
  });
  store.calls.step(id, { at, what: "rang", detail: { rings: 1 } });
  store.calls.step(id, { at: later(6), what: "answered", detail: { rings: 2 } });
  store.calls.step(id, { at: later(7), what: "announced", detail: { kind: "welcome", ...heard } });
  if (outcome !== "abandoned") store.calls.step(id, { at: later(11), what: "ringing", detail: amelie });
  if (outcome === "forwarded") {
    store.calls.step(id, {
      at: later(21),
      what: "attempt",
      detail: { ...amelie, outcome: "accepted", ringTime: millis(9000) },
    });
    store.calls.step(id, { at: later(21), what: "put-through", detail: amelie });
  }
  if (outcome === "message") {
    const duration = 9 + (serial % 5) * 6;
    store.calls.step(id, {
      at: later(36),
      what: "attempt",
      detail: { ...amelie, outcome: "no-answer", ringTime: millis(25_000) },
    });
    store.calls.step(id, {
      at: later(40 + duration),
      what: "recorded",
      detail: { duration: millis(duration * 1000), empty: false },
    });
    const partPath = store.messages.partPath(id);
    await writeFile(partPath, murmur(duration));
    await store.messages.keep({ callId: id, partPath, duration: millis(duration * 1000), empty: false });
    if (!recent)
      await store.messages.mark(
        id,
        {
          heard: true,
          // All that a caller left is one need: what is left open of it is of who gave no number.
          ...(serial % 4 === 3 && number === null ? {} : { closed: true }),
          ...(serial % 4 === 1 ? { note: "Rappeler pour le passage de jeudi" } : {}),
        },
        "Claire",
      );
  }
  store.calls.step(id, { at: later(70), what: "hung-up", detail: { by: "caller", sign: null } });
  store.calls.end(id, {
    at: later(70),
    outcome,
    answeredAt: later(6),
    putThroughTo: outcome === "forwarded" ? { person: amelie.person, number: amelie.number } : null,
  });
}
