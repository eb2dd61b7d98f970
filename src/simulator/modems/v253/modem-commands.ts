import { type Millis, millis, seconds } from "../../../kernel/units.ts";
import type { AtCommand } from "../at-line.ts";
import type { Dialect } from "./dialects.ts";
import type { ModemFaults } from "./modem-faults.ts";
import type { ModemSettings } from "./modem-settings.ts";
import { dialTones, type VoiceTone, voiceTones } from "./voice-tones.ts";

export type Result = "OK" | "ERROR" | "CONNECT" | "VCON" | "NO CARRIER" | "NO DIALTONE" | "BUSY" | "RING";

/** `result: null`: none yet, one comes later. */
export interface Answer {
  readonly lines?: readonly string[];
  readonly result: Result | null;
}

/** What commands do to the modem they were given to. */
export interface ModemBody {
  readonly dialect: Dialect;
  readonly settings: ModemSettings;
  readonly hook: "on" | "off";
  readonly faults: Pick<ModemFaults, "has" | "hits">;
  /** False: it says that the relay does not move. `by`: the command. */
  offHook(by: string): boolean;
  onHook(): void;
  /** Back to factory settings, on-hook. */
  reset(): void;
  /** Resolves when the line has heard all of it. */
  send(tones: readonly VoiceTone[]): Promise<void>;
  /** True once the dial tone is there, false when it does not come in time. */
  dialTone(within: Millis): Promise<boolean>;
  /** Data class: waits for a carrier that never comes. */
  awaitCarrier(): void;
  transmit(): void;
  receive(): void;
  /** An event code to the client, if this make reports it. */
  report(code: string): void;
}

type Command = (modem: ModemBody, command: AtCommand) => Answer | Promise<Answer>;

const ok: Answer = { result: "OK" };
const error: Answer = { result: "ERROR" };
const told = (...lines: string[]): Answer => ({ lines, result: "OK" });

/** Does one command. Outside voice class every `+V…` but caller id is an error, as on real modems. */
export function execute(modem: ModemBody, command: AtCommand): Answer | Promise<Answer> {
  const { name } = command;
  const voice = name.startsWith("+V") && name !== "+VCID" && name !== "+VDR";
  if (voice && !modem.settings.voiceClass) return error;
  const known = commands[name];
  if (known) return known(modem, command);
  if (/^S\d+$/.test(name)) return register(modem, command);
  if (modem.dialect.frenchCallerId?.startsWith(name)) return vendor(modem, command);
  return /^(?:[BCLMNPQTWY]|&[CDGJKLMPQRSTUVWXY]|%[CE]|\\[ABGKNQV])$/.test(name) && command.op === "" ? ok : error;
}

const flag = (set: (settings: ModemSettings, on: boolean) => void): Command => {
  return (modem, { value }) => {
    if (!/^[01]?$/.test(value)) return error;
    set(modem.settings, value === "1");
    return ok;
  };
};

/** A parameter of whole numbers between bounds, one bound pair per number. */
const numbers = (
  range: string,
  bounds: readonly (readonly [number, number])[],
  read: (settings: ModemSettings) => readonly number[],
  write: (settings: ModemSettings, values: readonly number[]) => void,
): Command => {
  return (modem, { op, value }) => {
    if (op === "=?") return told(range);
    if (op === "?") return told(read(modem.settings).join(","));
    const values = value.split(",").map((text) => (text.trim() === "" ? Number.NaN : Number(text)));
    const fits = values.every((n, at) => {
      const [least, most] = bounds[at] ?? [1, 0];
      return Number.isInteger(n) && n >= least && n <= most;
    });
    if (op !== "=" || !fits) return error;
    write(modem.settings, values);
    return ok;
  };
};

const kept = (range: string): Command => {
  return (modem, { name, op, value }) => {
    if (op === "=?") return told(range);
    if (op === "?") return told(modem.settings.kept.get(name) ?? "0");
    if (op !== "=" || !/^[\dA-F]+(,\d*)*$/i.test(value)) return error;
    modem.settings.kept.set(name, value);
    return ok;
  };
};

const text = (of: (dialect: Dialect) => string): Command => {
  return ({ dialect }) => told(of(dialect));
};

const commands: Readonly<Record<string, Command>> = {
  A: answer,
  D: dial,
  E: flag((settings, on) => {
    settings.echo = on;
  }),
  V: flag((settings, on) => {
    settings.verbose = on;
  }),
  Q: flag((settings, on) => {
    settings.quiet = on;
  }),
  H: hook,
  I: ({ dialect }, { value }) => ({ lines: dialect.identity[value || "0"] ?? [], result: "OK" }),
  O: () => ({ result: "NO CARRIER" }),
  X(modem, { value }) {
    if (!/^[0-7]?$/.test(value)) return error;
    modem.settings.extended = Number(value);
    return ok;
  },
  Z: reset,
  "&F": reset,
  "+GMI": text((dialect) => dialect.manufacturer),
  "+GMM": text((dialect) => dialect.model),
  "+GMR": text((dialect) => dialect.identity["3"]?.[0] ?? ""),
  "+FMI": text((dialect) => dialect.manufacturer),
  "+FMM": text((dialect) => dialect.model),
  "+GCAP": text((dialect) => `+GCAP: +FCLASS,+V${dialect.classes.includes("2") ? "" : "SM"}`),
  "+GCI": kept("+GCI: (00-FF)"),
  "+IPR": kept("+IPR: (),(0,300-115200)"),
  "+ICF": kept("+ICF: (3)"),
  "+IFC": (modem, command) => flow(modem, command, (value) => /^[0-3](?:,([0-3]))?$/.exec(value)?.[1]),
  "+FLO": (modem, command) => flow(modem, command, (value) => /^([0-2])$/.exec(value)?.[1]),
  "+FCLASS": fclass,
  "+VCID": numbers(
    "+VCID: (0,1)",
    [[0, 1]],
    ({ callerId }) => [callerId ? 1 : 0],
    (settings, [on]) => {
      settings.callerId = on === 1;
    },
  ),
  "+VDR": kept("+VDR: (0,1),(0-255)"),
  "+VNH": kept("(0-2)"),
  "+VIT": numbers(
    "(0-255)",
    [[0, 255]],
    ({ inactivity }) => [inactivity],
    (settings, [time = 0]) => {
      settings.inactivity = time;
    },
  ),
  "+VRA": kept("(0-255)"),
  "+VRN": kept("(0-255)"),
  "+VTD": kept("(5-255)"),
  "+VGT": numbers(
    "(0-255)",
    [[0, 255]],
    ({ gainOut }) => [gainOut],
    (settings, [gain = 128]) => {
      settings.gainOut = gain;
    },
  ),
  "+VGR": numbers(
    "(0-255)",
    [[0, 255]],
    ({ gainIn }) => [gainIn],
    (settings, [gain = 128]) => {
      settings.gainIn = gain;
    },
  ),
  "+VSD": numbers(
    "(0-255),(0-255)",
    [
      [0, 255],
      [0, 255],
    ],
    ({ silence }) => silence,
    (settings, [sensitivity = 0, time = settings.silence[1]]) => {
      settings.silence = [sensitivity, time];
    },
  ),
  "+VLS": vls,
  "+VSM": vsm,
  "+VTS": vts,
  "+VTX": (modem, { op }) => {
    if (modem.faults.hits("refuses-sound")) return error;
    if (modem.faults.hits("ignores-sound")) return { result: null };
    return stream(modem, op, () => modem.transmit());
  },
  "+VRX": (modem, { op }) =>
    modem.faults.hits("refuses-listening") ? error : stream(modem, op, () => modem.receive()),
};

function register({ settings }: ModemBody, { name, op, value }: AtCommand): Answer {
  const at = Number(name.slice(1));
  if (op === "=" && (value === "" || Number(value) > 255)) return error;
  if (op === "=") settings.registers.set(at, Number(value));
  return op === "?" ? told(String(settings.registers.get(at) ?? 0).padStart(3, "0")) : ok;
}

function vendor({ settings, dialect }: ModemBody, { name, op, value }: AtCommand): Answer {
  if (op !== "=" || !/^[0-9A-F]{2}$/i.test(value)) return error;
  settings.frenchCallerId = `${name}=${value}`.toUpperCase() === dialect.frenchCallerId;
  return ok;
}

function reset(modem: ModemBody): Answer {
  modem.reset();
  return ok;
}

function hook(modem: ModemBody, { value }: AtCommand): Answer {
  if (value === "1") return modem.offHook("H1") ? ok : error;
  if (value !== "" && value !== "0") return error;
  modem.onHook();
  return ok;
}

function flow({ settings }: ModemBody, { op, value }: AtCommand, byDce: (value: string) => string | undefined): Answer {
  if (op === "=?") return told("(0,2),(0,2)");
  if (op === "?") return told(settings.flowControl ? "2,2" : "0,0");
  const chosen = byDce(value) ?? (/^\d$/.test(value) ? value : undefined);
  if (op !== "=" || chosen === undefined) return error;
  settings.flowControl = chosen === "2";
  return ok;
}

function fclass(modem: ModemBody, { op, value }: AtCommand): Answer {
  const { settings, dialect } = modem;
  if (op === "=?") return told(dialect.classes);
  if (op === "?") return told(settings.voiceClass ? "8" : "0");
  if (op !== "=" || (value !== "0" && value !== "8") || !dialect.classes.split(",").includes(value)) return error;
  const voice = value === "8";
  if (voice !== settings.voiceClass && dialect.forgetsCallerId) settings.callerId = false;
  // Leaving voice class drops a call that has no data carrier to go on with.
  if (!voice && settings.voiceClass) modem.onHook();
  settings.voiceClass = voice;
  return ok;
}

function vls(modem: ModemBody, { op, value }: AtCommand): Answer {
  const { dialect, settings } = modem;
  if (op === "=?") return told(...dialect.vls.map((n) => `${n},"",00000000,00000000,00000000`));
  if (op === "?") return told(String(settings.vls));
  const wanted = Number(value);
  if (op !== "=" || !/^\d+$/.test(value) || !dialect.vls.includes(wanted)) return error;
  const offHook = wanted === 1 || wanted === 5;
  if (!offHook) modem.onHook();
  else if (modem.faults.hits("says-no-carrier")) return { result: "NO CARRIER" };
  else if (!modem.offHook("+VLS")) return error;
  settings.vls = wanted;
  if (offHook && dialect.offHookEcho) modem.report(dialect.offHookEcho);
  return offHook && modem.faults.has("says-vcon") ? { result: "VCON" } : ok;
}

function vsm({ dialect, settings }: ModemBody, { op, value }: AtCommand): Answer {
  if (op === "=?") return told(...dialect.samples.map(({ code, listed }) => `${code},${listed}`));
  if (op === "?") return told(`${dialect.samples[settings.samples]?.code},8000,0,0`);
  const match = /^(\d+)(?:,(\d+))?(?:,\d*){0,2}$/.exec(value);
  const at = dialect.samples.findIndex(({ code }) => code === Number(match?.[1]));
  if (op !== "=" || at < 0 || (match?.[2] ?? "8000") !== "8000") return error;
  settings.samples = at;
  return ok;
}

async function vts(modem: ModemBody, { op, value }: AtCommand): Promise<Answer> {
  if (op === "=?") return told("(200-3400),(200-3400),(0-255)");
  const tones = op === "=" ? voiceTones(value, modem.dialect.refusesZeroTone) : null;
  if (!tones || modem.hook === "on") return error;
  await modem.send(tones);
  return ok;
}

function stream(modem: ModemBody, op: string, start: () => void): Answer {
  if (op !== "" || modem.hook === "on") return error;
  if (modem.faults.hits("says-no-carrier")) return { result: "NO CARRIER" };
  start();
  return { result: "CONNECT" };
}

function answer(modem: ModemBody): Answer {
  if (!modem.offHook("A")) return error;
  if (modem.settings.voiceClass) return { result: modem.dialect.voiceAnswer };
  modem.awaitCarrier();
  return { result: null };
}

const COMMAND_FOLLOWS = /;\s*$/;

/** Dials; afterwards `;` and voice class give the command mode back, data class waits for a carrier. */
async function dial(modem: ModemBody, { value }: AtCommand): Promise<Answer> {
  const { settings } = modem;
  const pause = seconds(settings.registers.get(8) ?? 2);
  const tones = dialTones(value.replace(COMMAND_FOLLOWS, ""), pause);
  if (!tones || !modem.offHook("D")) return error;
  const flashFirst = tones[0] && "flash" in tones[0];
  const waits = settings.extended === 2 || settings.extended >= 4;
  if (waits && !flashFirst && tones.length > 0 && !(await modem.dialTone(millis(5000)))) {
    modem.onHook();
    return { result: "NO DIALTONE" };
  }
  await modem.send(tones);
  if (COMMAND_FOLLOWS.test(value) || settings.voiceClass) return ok;
  modem.awaitCarrier();
  return { result: null };
}
