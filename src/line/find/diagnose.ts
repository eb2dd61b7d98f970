import { realpath } from "node:fs/promises";
import { type ListedCard, listCards } from "../../audio/card/list-cards.ts";
import { openCard } from "../../audio/card/open-card.ts";
import type { Clock } from "../../kernel/clock.ts";
import { asFault, explain, type Fault, type FaultCode } from "../../kernel/fault.ts";
import { type Log, silentLog } from "../../kernel/log.ts";
import { millis } from "../../kernel/units.ts";
import type { AtChannel } from "../../serial/at-channel.ts";
import { SIGN_OF_LIFE } from "../../serial/at-words.ts";
import type { BytePipe, OpenPipe } from "../../serial/byte-pipe.ts";
import { openAtChannel } from "../../serial/open-at-channel.ts";
import { checkCard, checkStrangeModule } from "../gsm/check-module.ts";
import { gsmProfileFor } from "../gsm/profiles.ts";
import { attempt } from "../saying.ts";
import { type Check, type FindingCode, found, type Outcome, type Tell, verdictOf } from "./check.ts";
import { checkModem, type ModemReport } from "./check-modem.ts";
import { lineForModule, listModems } from "./list-modems.ts";
import { runningPrograms } from "./running-programs.ts";

export interface DiagnoseOptions {
  /** How the port is called in the report. */
  readonly path: string;
  readonly open: OpenPipe;
  readonly clock: Clock;
  readonly log?: Log;
  /** Hears each check as it is done. */
  readonly tell?: Tell;
  /** Go off-hook for a few seconds and listen for the dial tone. Default false: it makes the line busy. */
  readonly hearLine?: boolean;
  /** ISO 3166; decides which dial tone is expected. Default `FR`. */
  readonly country?: string;
  /** Ends it early; what was begun is ended properly. */
  readonly signal?: AbortSignal;
  /** The names of running programs; another list in tests. */
  readonly programs?: () => Promise<readonly string[]>;
  /** The port on which the sound of the mobile module at this port comes; another in tests. */
  readonly soundPort?: (path: string) => Promise<string | null>;
  /** The sound cards of this machine; others in tests. */
  readonly cards?: Cards;
}

interface Cards {
  readonly list: () => Promise<readonly ListedCard[]>;
  /** Opens one for a moment. Faults: those of `openCard`. */
  readonly look: (name: string) => Promise<void>;
}

const cardsHere = ({ clock, log = silentLog }: DiagnoseOptions): Cards => ({
  list: () => listCards(),
  look: async (name) => (await openCard({ name }, clock, log)).close(),
});

/** What is well and what is not with the modem on a port, in the order of looking. */
export interface Diagnosis {
  readonly path: string;
  /** Null when nothing answered. */
  readonly modem: ModemReport | null;
  readonly checks: readonly Check[];
  /** The worst outcome of all checks. */
  readonly verdict: Outcome;
}

const PROBES = 3;
const PROBE_WITHIN = millis(800);

/** Looks at one port from the plug to the dial tone. Throws nothing: whatever fails is a check in the report. */
export async function diagnose(options: DiagnoseOptions): Promise<Diagnosis> {
  const { path, programs = runningPrograms, soundPort = soundPortAt, cards = cardsHere(options) } = options;
  const checks: Check[] = [];
  const tell = (check: Check) => {
    checks.push(check);
    options.tell?.(check);
  };
  let modem: ModemReport | null = null;
  try {
    const opened = await openedPort(options, tell);
    if (opened) {
      const channel = openAtChannel({
        pipe: opened,
        clock: options.clock,
        ...(options.log ? { log: options.log } : {}),
      });
      try {
        /** A module without a port for its sound is heard by a sound card, and that is looked at. */
        const checkSound = async (said: readonly string[], listed: string | null) => {
          const isAnalog = gsmProfileFor(said).sound === null;
          // Whatever ports its make has elsewhere.
          const port = isAnalog ? null : listed;
          const [card = null] = port === null ? await cards.list() : [];
          tell(found("mobile-ports", lineForModule(path, port, card?.name ?? (isAnalog ? "plughw:CARD=…" : null))));
          if (card) await checkCard({ name: card.name, look: () => cards.look(card.name) }, tell);
          else if (port === null && isAnalog) tell(found("card-needed"));
        };
        const mobile = async (said: readonly string[]) => {
          await checkSound(said, await soundPort(path));
          await attempt(channel, "AT+CMEE=1");
          await checkStrangeModule(channel, said, tell);
        };
        if (await answers(channel, tell)) modem = await checkModem({ ...options, channel, mobile }, tell);
      } finally {
        await channel.close();
      }
    }
  } catch (thrown) {
    tell(broken(asFault(thrown, "line.trouble")));
  }
  // ModemManager talks to every modem it finds, in the middle of a call too.
  if ((await programs()).includes("ModemManager"))
    tell(found("modem-manager", "", verdictOf(checks) === "trouble" ? "trouble" : "warning"));
  return { path, modem, checks, verdict: verdictOf(checks) };
}

async function openedPort({ open, path }: DiagnoseOptions, tell: Tell): Promise<BytePipe | null> {
  try {
    const pipe = await open();
    tell(found("port-open", path));
    return pipe;
  } catch (thrown) {
    tell(found(closedPorts[asFault(thrown, "line.trouble").code] ?? "port-failed", explain(thrown)));
    return null;
  }
}

const closedPorts: Readonly<Partial<Record<FaultCode, FindingCode>>> = {
  "serial.no-such-port": "port-missing",
  "serial.no-permission": "port-forbidden",
  "serial.port-busy": "port-busy",
};

/** Whether a modem answers. Faults: those of the channel, but for silence. */
export async function answers(channel: AtChannel, tell: Tell): Promise<boolean> {
  for (let probe = 0; probe < PROBES; probe++) {
    try {
      // Whatever a program before left: results are given, as words, and without echo.
      await channel.command(SIGN_OF_LIFE, { within: PROBE_WITHIN });
      tell(found("answers"));
      return true;
    } catch (thrown) {
      const fault = asFault(thrown, "line.trouble");
      // The first may be taken as the rest of a command that another program left half sent.
      if (fault.code !== "serial.timeout" && fault.code !== "serial.refused") throw fault;
    }
  }
  tell(found("silent"));
  return false;
}

/** What a fault in the middle of the look says of the modem. */
export const broken = (fault: Fault): Check =>
  fault.code === "serial.lost" ? found("vanished") : found("stopped", explain(fault));

async function soundPortAt(path: string): Promise<string | null> {
  const real = (of: string) => realpath(of).catch(() => of);
  const here = await real(path);
  for (const port of await listModems()) if ((await real(port.device)) === here) return port.sound ?? null;
  return null;
}
