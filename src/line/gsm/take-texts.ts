import { callerId } from "../../kernel/caller-id.ts";
import { instant, seconds } from "../../kernel/units.ts";
import { callingNumber } from "../calling-number.ts";
import { careful } from "../careful.ts";
import { asked, attempt } from "../saying.ts";
import type { GsmModule } from "./module.ts";
import { readPdu } from "./pdu-deliver.ts";
import type { GsmStation } from "./station.ts";
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
const ENTRY = /^\+CMGL: ?(\d+),([0-4])/;
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
  let memory = "SM";
  let looking: Promise<void> | null = null;
  let again = false;

  const emit = ({ from, sentAt, body }: WholeText): void => {
    const { clock, settings } = station;
    const number = from.number === null ? null : callingNumber(from.number, settings.dialPlan);
    const now = clock.now();
    // A centre whose clock is ahead does not make a text of tomorrow.
    const at = sentAt === null ? now : instant(Math.min(sentAt, now));
    station.emit({ kind: "text", from: callerId(number, from.name), body, at });
  };

  const take = (hex: string, slot: number | null): readonly number[] => {
    const read = readPdu(hex);
    if (read === null) {
      station.log.warn("line.text-unread", { octets: hex.length / 2 });
      return slot === null ? [] : [slot];
    }
    if (read.kind === "report") {
      station.log.info("line.text-report", { outcome: read.outcome });
      return slot === null ? [] : [slot];
    }
    const whole = parts.take(hex, read, slot, station.clock.elapsed());
    if (whole === null) return [];
    if (whole === "again") return slot === null ? [] : [slot];
    emit(whole);
    return whole.slots;
  };

  const overdue = (): readonly number[] =>
    parts.overdue(station.clock.elapsed()).flatMap((text) => {
      emit(text);
      return text.slots;
    });

  const readAll = async (module: GsmModule): Promise<void> => {
    const { channel } = module;
    const said = await attempt(channel, "AT+CMGL=4", ALL_TAKES);
    const free = typeof said === "string" ? [] : stored(said.lines).flatMap(({ slot, hex }) => take(hex, slot));
    for (const slot of [...free, ...overdue(), ...parts.crowded()]) await asked(channel, `AT+CMGD=${slot}`);
  };

  const look = async (): Promise<void> => {
    if (looking) {
      again = true;
      return looking;
    }
    looking = (async () => {
      do {
        again = false;
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
      const other = MEMORY.exec(line)?.[1] ?? memory;
      const module = station.upkeep.modem;
      if (other !== memory && module) {
        memory = other;
        await careful(station, module, () => attempt(module.channel, `AT+CPMS="${memory}"`));
      }
      await look();
    },
  };
}

/** The texts of an answer to `AT+CMGL=4`: a line about each, and its PDU. */
function stored(lines: readonly string[]): readonly { readonly slot: number; readonly hex: string }[] {
  return lines.flatMap((line, n) => {
    const [, slot, state] = ENTRY.exec(line) ?? [];
    const hex = lines[n + 1] ?? "";
    return slot !== undefined && RECEIVED.test(state ?? "") && HEX.test(hex) ? [{ slot: Number(slot), hex }] : [];
  });
}
