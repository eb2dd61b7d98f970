import assert from "node:assert/strict";
import type { Pcm } from "../../../src/audio/pcm.ts";
import type { Fault } from "../../../src/kernel/fault.ts";
import { instant, seconds } from "../../../src/kernel/units.ts";
import { openGsmLine } from "../../../src/line/gsm/gsm-line.ts";
import { defaultGsmSettings, type GsmSettings } from "../../../src/line/gsm/settings.ts";
import type { SoundWay } from "../../../src/line/gsm/sound-way.ts";
import type { LineEvent } from "../../../src/line/line.ts";
import type { OpenPipe } from "../../../src/serial/byte-pipe.ts";
import { createExchange } from "../../../src/simulator/exchange/exchange.ts";
import type { SimServices } from "../../../src/simulator/exchange/sim-calls.ts";
import { gsmDialects } from "../../../src/simulator/modems/gsm/gsm-dialects.ts";
import type { GsmFaultName } from "../../../src/simulator/modems/gsm/gsm-faults.ts";
import type { GsmState } from "../../../src/simulator/modems/gsm/gsm-state.ts";
import { VirtualClock } from "../../../src/simulator/virtual-clock.ts";
import { HeardLog } from "../../kit/heard-log.ts";
import { modulePorts } from "./module-ports.ts";

export const LINE = "+33639980090";

export interface MobileLineOptions {
  readonly dialect?: string;
  readonly faults?: readonly GsmFaultName[];
  readonly state?: Partial<GsmState>;
  readonly services?: Partial<SimServices>;
  readonly settings?: Partial<GsmSettings>;
  readonly pin?: () => Promise<string | null>;
  /** What becomes of the port of the sound. */
  readonly soundPort?: (open: OpenPipe, clock: VirtualClock) => OpenPipe | null;
  /** Its sound comes over a card, of which this tells what fails, and whether it is plugged in. */
  readonly card?: { fault: Fault | null; there: boolean };
  /** Whether a text that was told is kept; usually. */
  readonly keeps?: () => boolean;
}

/** A sound card, of which nothing but its two directions is there. */
function overCard(card: NonNullable<MobileLineOptions["card"]>, open: OpenPipe): SoundWay {
  const works = async () => {
    if (card.fault) throw card.fault;
  };
  return {
    over: "card",
    name: "plughw:CARD=Device",
    open: () => works().then(open),
    look: works,
    isThere: async () => card.there,
  };
}

/** A mobile line with its module on a simulated exchange, in virtual time. */
export function mobileLine(options: MobileLineOptions = {}) {
  const clock = new VirtualClock(instant(Date.UTC(2026, 10, 23, 9, 0)));
  const log = new HeardLog();
  const exchange = createExchange({ clock });
  const sim = exchange.sim(LINE, options.services);
  const dialect = gsmDialects[options.dialect ?? "sim7600"];
  assert.ok(dialect);
  const ports = modulePorts({
    clock,
    sim,
    dialect,
    ...(options.faults && { faults: options.faults }),
    ...(options.state && { state: options.state }),
  });
  const { module: modem } = ports;
  const refused = new Set<string>();
  const open = (options.soundPort ?? ((port: OpenPipe) => port))(ports.openSound, clock);
  const line = openGsmLine({
    name: "mobile",
    open: ports.open,
    sound: options.card
      ? overCard(options.card, ports.openSound)
      : dialect.sound && open
        ? { over: "port", open }
        : null,
    clock,
    log,
    ...(options.pin && { pin: options.pin }),
    settings: { ...defaultGsmSettings, ...options.settings },
    pins: {
      isRefused: async (pin, whose) => refused.has(`${whose} ${pin}`),
      refused: async (pin, whose) => void refused.add(`${whose} ${pin}`),
    },
  });
  const events: LineEvent[] = [];
  void (async () => {
    for await (const event of line.events) {
      events.push(event);
      if (event.kind === "text" && options.keeps?.() !== false) event.kept();
    }
  })();
  const until = async (holds: () => boolean, what: string) => {
    for (let n = 0; !holds(); n++) {
      assert.ok(
        n < 3000,
        `${what}; there was ${events.map((event) => event.kind).join(" ")}; it heard ${modem.commands.slice(-12).join(" ")}`,
      );
      await clock.pass(seconds(0.1));
    }
  };
  const kinds = () => events.map((event) => event.kind);
  return {
    clock,
    log,
    exchange,
    sim,
    modem,
    line,
    events,
    kinds,
    until,
    opened: ports.opened,
    inject: ports.inject,
    /** Lets time pass until the work is done. */
    async done<T>(work: Promise<T>): Promise<T> {
      let over = false;
      const end = work.finally(() => {
        over = true;
      });
      end.catch(() => undefined);
      await until(() => over, "the end of what was begun");
      return end;
    },
    ready: () => until(() => kinds().includes("ready"), "the line is ready"),
    /** Rings, until the line has told so. */
    async rung(from: string | null, script: Parameters<typeof exchange.call>[0]["script"] = []) {
      const before = kinds().filter((kind) => kind === "ring").length;
      const call = exchange.call({ from, to: LINE, script });
      await until(() => kinds().filter((kind) => kind === "ring").length > before, "a ring");
      return call;
    },
    async close() {
      let over = false;
      void line.close().then(() => {
        over = true;
      });
      await until(() => over, "the line is closed");
    },
  };
}

export async function* sound(pcm: Pcm): AsyncGenerator<Pcm, void, undefined> {
  for (let at = 0; at < pcm.length; at += 800) yield pcm.slice(at, at + 800);
}
