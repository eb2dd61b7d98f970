import { callerId } from "../../kernel/caller-id.ts";
import { instant, type Millis, minutes, seconds } from "../../kernel/units.ts";
import { callingNumber } from "../calling-number.ts";
import { careful } from "../careful.ts";
import { asked, attempt } from "../saying.ts";
import type { GsmModule } from "./module.ts";
import { readPdu } from "./pdu-deliver.ts";
import { type GsmStation, isTaken } from "./station.ts";
import { TextParts, type WholeText } from "./text-parts.ts";

/** Texts that come: those that the module keeps, and those that it hands over at once. */
export interface IncomingTexts {
  /** Reads what the module keeps, and frees its places. */
  look(): Promise<void>;
  /** The line after `+CMT:` or `+CDS:`. */
  handed(hex: string): void;
  /** `+CMTI: "SM",3`: it stands in this memory. */
  stored(line: string): Promise<void>;
}

const ALL_TAKES = seconds(10);
/** Whether a call that texts wait for is over. */
const FREE_EVERY = seconds(1);
/** The disk may have been full. */
const TOLD_AGAIN = minutes(2);
const ENTRY = /^\+CMGL: ?(\d+),([0-4]),.*?(\d+)$/;
const HEX = /^[0-9A-F]{16,}$/i;
/** Read or unread: what the SIM's owner wrote and kept is not ours. */
const RECEIVED = /^[01]$/;
const MEMORY = /^\+C[MD][TS]I: ?"(SM|ME|MT|SR)"/;

/** Whether a line belongs to what the module tells unasked of a text: `+CMT:` and `+CDS:` have their PDU in the next. */
export function ofIncomingText(): (line: string) => boolean {
  let isDue = false;
  return (line) => {
    const wasDue = isDue;
    isDue = /^\+(?:CMT|CDS):/.test(line);
    return isDue || (wasDue && HEX.test(line));
  };
}

export function incomingTexts(station: GsmStation): IncomingTexts {
  const parts = new TextParts();
  /** Told, and kept by nobody yet; since when. */
  const told = new Map<WholeText, Millis>();
  const unread = new Set<string>();
  let at: { readonly module: GsmModule; readonly memory: string } | null = null;
  let looking: Promise<void> | null = null;
  let again = false;

  const tell = (text: WholeText): void => {
    const { clock, settings } = station;
    const { from, sentAt, body } = text;
    const number = from.number === null ? null : callingNumber(from.number, settings.dialPlan);
    const now = clock.now();
    // A centre whose clock is ahead does not make a text of tomorrow.
    const at = sentAt === null ? now : instant(Math.min(sentAt, now));
    told.set(text, clock.elapsed());
    const kept = () => {
      // Another look frees its places: it is known there.
      if (told.delete(text)) void look();
    };
    station.emit({ kind: "text", from: callerId(number, from.name), body, at, kept });
  };

  /** Whether it needs its place no more. */
  const take = (hex: string, slot: number | null): boolean => {
    const read = readPdu(hex);
    if (read === null) {
      // Garbled on its way it may be whole at the next look.
      if (slot !== null && !unread.has(hex)) return !unread.add(hex);
      unread.delete(hex);
      station.log.warn("line.text-unread", { octets: hex.length / 2 });
      return true;
    }
    if (read.kind === "report") {
      const { reference: part, outcome } = read;
      if (outcome !== "on-its-way") station.emit({ kind: "text-report", part, arrived: outcome === "arrived" });
      return true;
    }
    const whole = parts.take(hex, read, slot, station.clock.elapsed());
    if (whole === "again") return ![...told.keys()].some(({ pdus }) => pdus.includes(hex));
    if (whole) tell(whole);
    return false;
  };

  /** Nothing of texts is asked while somebody rings or speaks: what is asked of the module then is about the call. */
  const whenIdle = async (): Promise<void> => {
    const { clock, closing } = station;
    while (isTaken(station) && !closing.aborted) await clock.sleep(FREE_EVERY, closing).catch(() => undefined);
  };

  const readAll = async (module: GsmModule): Promise<void> => {
    const { channel } = module;
    const said = await attempt(channel, "AT+CMGL=4", ALL_TAKES);
    const there = typeof said === "string" ? [] : stored(said.lines);
    const free = there.filter(({ slot, hex }) => take(hex, slot)).map(({ slot }) => slot);
    const now = station.clock.elapsed();
    for (const text of parts.overdue(now)) tell(text);
    for (const [text, since] of told) if (now - since >= TOLD_AGAIN) tell(text);
    for (const slot of [...free, ...parts.crowded()]) {
      await whenIdle();
      await asked(channel, `AT+CMGD=${slot}`);
    }
  };

  const look = async (): Promise<void> => {
    if (looking) {
      again = true;
      return looking;
    }
    looking = (async () => {
      do {
        again = false;
        await whenIdle();
        const module = station.upkeep.modem;
        if (module) await careful(station, module, () => readAll(module));
      } while (again);
    })();
    try {
      await looking;
    } finally {
      looking = null;
    }
  };

  return {
    look,
    handed: (hex) => void take(hex, null),
    async stored(line) {
      await whenIdle();
      const module = station.upkeep.modem;
      // A module that was brought up anew keeps them where the bringing up says.
      const memory = module && at?.module === module ? at.memory : "SM";
      const other = MEMORY.exec(line)?.[1] ?? memory;
      if (other !== memory && module) {
        const said = await careful(station, module, () => attempt(module.channel, `AT+CPMS="${other}"`));
        if (typeof said === "object" && said !== null) at = { module, memory: other };
      }
      await look();
    },
  };
}

/** The texts of an answer to `AT+CMGL=4`: a line about each, and its PDU; what is not as long as that line says is left. */
function stored(lines: readonly string[]): readonly { readonly slot: number; readonly hex: string }[] {
  return lines.flatMap((line, n) => {
    const [, slot, state, length] = ENTRY.exec(line) ?? [];
    const hex = lines[n + 1] ?? "";
    if (slot === undefined || !RECEIVED.test(state ?? "") || !HEX.test(hex)) return [];
    // The centre's address comes before what is counted (27.005, `+CMGL`).
    const whole = 2 * (1 + Number.parseInt(hex.slice(0, 2), 16) + Number(length));
    return hex.length === whole ? [{ slot: Number(slot), hex }] : [];
  });
}
