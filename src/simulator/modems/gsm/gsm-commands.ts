import type { ForwardWhen } from "../../exchange/sim-calls.ts";
import type { AtCommand } from "../at-line.ts";
import type { GsmAnswer, GsmBody } from "./gsm-body.ts";
import { callLine } from "./gsm-words.ts";
import { textHandlers } from "./text-commands.ts";

const ok = (...lines: string[]): GsmAnswer => ({ lines, result: "OK" });
const error: GsmAnswer = { lines: [], result: "ERROR" };
const cme = (code: number): GsmAnswer => ({ lines: [], result: `+CME ERROR: ${code}` });
const done = (allowed: boolean): GsmAnswer => (allowed ? ok() : cme(3));

/** What a SIM that is locked lets through. */
const WITHOUT_PIN =
  /^(E|I|Z|&F|\+CPIN|\+CMEE|\+CGM[IMR]|\+CGSN|\+CFUN|\+CRESET|\+CSCS|\+CSQ|\+CREG|\+CEREG|\+CCID|\+C?ICCID|\+QCCID|Q|V)$/;
/** Said and done, without more. */
const TAKEN =
  /^(Q|V|Z|&F|\+CMEE|\+CSSN|\+COLP|\+CTZU|\+CTZR|\+CSCS|\+CPCMFRM|\+CSCLK|\+CNSMOD|\+AUTOCSQ|\+MSTK|\+COUTGAIN|\+CMICGAIN|\+CLVL|\+CLTS|\+CVHU|\+QAUDMOD)$/;

/** Does what a command asks for. Pure but for what it does to the SIM and the module's settings. */
export function obey(command: AtCommand, body: GsmBody): GsmAnswer {
  const { name, op, value } = command;
  const { dialect, state } = body;
  if (dialect.unknown.includes(name)) return error;
  if (state.sim === "absent" && !WITHOUT_PIN.test(name)) return cme(10);
  if (state.sim !== "ready" && !WITHOUT_PIN.test(name)) return cme(state.sim === "puk" ? 12 : 11);
  const known = handlers[name];
  if (known) return known(value, op, body);
  return TAKEN.test(name) ? ok() : error;
}

type Handler = (value: string, op: AtCommand["op"], body: GsmBody) => GsmAnswer;

const flag =
  (name: "clip" | "crc" | "ccwa"): Handler =>
  (value, op, { set }) => {
    if (op === "?") return ok();
    set[name] = value.split(",").some((part) => part.trim() === "1");
    return ok();
  };

const registered =
  (which: "creg" | "cereg", name: string): Handler =>
  (_, op, { state, faults }) =>
    op === "?" ? ok(`${name}: 1,${which === "creg" && faults.has("creg-silent") ? 0 : state[which]}`) : ok();

/** A SIM tells its number without its PIN. */
const numbered =
  (line: (iccid: string) => string): Handler =>
  (_, __, { state }) =>
    state.sim === "absent" ? cme(10) : ok(line(state.iccid));

/** Without a word of the network a module counts from the hour of its making. */
function clockLine(now: number, { networkAhead, zone }: GsmBody["state"], tells: "local" | "utc"): string {
  if (networkAhead === null) return "80/01/06,00:00:13+00";
  const iso = new Date(now + networkAhead + (tells === "local" ? zone * 15 * 60_000 : 0)).toISOString();
  const offset = `${zone < 0 ? "-" : "+"}${String(Math.abs(zone)).padStart(2, "0")}`;
  return `${iso.slice(2, 10).replaceAll("-", "/")},${iso.slice(11, 19)}${offset}`;
}

const handlers: Readonly<Record<string, Handler>> = {
  ...textHandlers,
  E: (value, _, { set }) => {
    set.echo = value === "1";
    return ok();
  },
  I: (_, __, { dialect }) => ok(...dialect.identity.i),
  "+CGMM": (_, __, { dialect }) => ok(dialect.identity.model),
  "+CCID": numbered((iccid) => `+CCID: "${iccid}"`),
  "+ICCID": numbered((iccid) => `+ICCID: ${iccid}`),
  "+CICCID": numbered((iccid) => `+ICCID: ${iccid}`),
  "+QCCID": numbered((iccid) => `+QCCID: ${iccid}F`),
  "+CIMI": () => ok("208011234567890"),
  "+CPIN": pin,
  "+CLIP": flag("clip"),
  "+CRC": flag("crc"),
  "+CCWA": flag("ccwa"),
  "+CREG": registered("creg", "+CREG"),
  "+CEREG": registered("cereg", "+CEREG"),
  "+COPS": (_, op, { state }) =>
    op === "?"
      ? ok(state.creg === 0 && state.cereg === 0 ? "+COPS: 0" : `+COPS: 0,0,"${state.operator}",${state.technology}`)
      : ok(),
  "+CSQ": (_, __, { state }) => ok(`+CSQ: ${state.signal},99`),
  "+CCLK": (_, __, { clock, state, dialect }) => ok(`+CCLK: "${clockLine(clock.now(), state, dialect.clock)}"`),
  "+QLTS": (_, __, { clock, state }) =>
    ok(state.networkAhead === null ? '+QLTS: ""' : `+QLTS: "20${clockLine(clock.now(), state, "utc")},0"`),
  A: (_, __, { sim, faults }) =>
    faults.has("answers-in-vain") ? ok() : sim.answer() ? ok() : { lines: [], result: "NO CARRIER" },
  D: (value, _, { sim }) => {
    const to = /^([+\d*#]+);?$/.exec(value)?.[1];
    return to === undefined ? error : sim.dial(to) ? ok() : { lines: [], result: "NO CARRIER" };
  },
  H: (_, __, { sim }) => {
    sim.hangUp();
    return ok();
  },
  "+CHUP": (_, __, { sim }) => {
    sim.hangUp();
    return ok();
  },
  "+CLCC": (value, op, body) => {
    if (op === "=") {
      if (!body.dialect.pushesCalls) return error;
      body.set.pushes = value === "1";
      return ok();
    }
    return ok(...body.sim.calls.map((call) => `+CLCC: ${callLine(call)}`));
  },
  "+CHLD": (value, op, { sim, faults }) => {
    if (op === "=?") return ok("+CHLD: (0,1,1x,2,2x,3,4)");
    if (/^[34]$/.test(value) && faults.has("joins-in-vain")) return ok();
    const one = /^1(\d)$/.exec(value)?.[1];
    if (one !== undefined) return done(sim.hangUp(Number(one)));
    const moves: Readonly<Record<string, () => boolean>> = {
      "0": () => sim.refuse(),
      "1": () => sim.next(),
      "2": () => sim.swap(),
      "3": () => sim.join(),
      "4": () => sim.transfer(),
    };
    return done(moves[value]?.() ?? false);
  },
  "+CTFR": (value, _, { sim }) => done(sim.deflect(value.replaceAll('"', "").split(",")[0] ?? "")),
  "+CCFC": forwarding,
  "+VTS": () => ok(),
  "+CPCMREG": (value, op, body) => (op === "=" ? sound(value.startsWith("1"), body) : error),
  "+QPCMV": (value, op, body) =>
    op === "?" ? ok(`+QPCMV: ${body.sound ? "1,0" : "0"}`) : sound(value.startsWith("1"), body),
  "+QINDCFG": (value, _, { set }) => {
    if (value.startsWith('"ccinfo"')) set.callInfo = value.includes(",1");
    return ok();
  },
  "+CEVOLTE": (_, __, { state }) => done(state.ims),
  "+CAVIMS": (_, __, { state }) => ok(`+CAVIMS: ${state.ims ? 1 : 0}`),
  "+CIREG": (_, __, { state }) => ok(`+CIREG: 0,${state.ims ? 1 : 0}`),
  "+QCFG": (value, _, { state, set }) => {
    const [what, to] = value.split(",");
    if (what !== '"ims"') return ok();
    if (to !== undefined) set.imsWanted = to === "1";
    return to === undefined ? ok(`+QCFG: "ims",${set.imsWanted ? 1 : 0},${state.ims ? 1 : 0}`) : ok();
  },
  "+CFUN": (value, _, body) => {
    if (value === "1,1") body.reset();
    return ok();
  },
  "+CRESET": (_, __, body) => {
    body.reset();
    return ok();
  },
};

function pin(value: string, op: AtCommand["op"], { state }: GsmBody): GsmAnswer {
  if (state.sim === "absent") return cme(10);
  if (op === "?") return ok(`+CPIN: ${{ ready: "READY", pin: "SIM PIN", puk: "SIM PUK" }[state.sim]}`);
  if (state.sim !== "pin") return cme(3);
  if (value.replaceAll('"', "") === state.pin) {
    state.sim = "ready";
    state.pinTries = 3;
    return ok();
  }
  state.pinTries--;
  if (state.pinTries <= 0) state.sim = "puk";
  return cme(state.pinTries <= 0 ? 12 : 16);
}

function sound(on: boolean, body: GsmBody): GsmAnswer {
  if (!on) {
    body.sound = false;
    return ok();
  }
  if (body.dialect.sound === "+CPCMREG" && !body.sim.calls.some(({ state }) => state === "active")) return error;
  if (body.faults.has("sound-refused") && !body.set.degraded) {
    body.set.degraded = true;
    return error;
  }
  body.sound = true;
  return ok();
}

const REASONS: readonly ForwardWhen[] = ["always", "busy", "noAnswer", "unreachable"];

/** `+CCFC=reason,mode,"number",type,class,,,time`: one answer line for voice. */
function forwarding(value: string, _: AtCommand["op"], { sim }: GsmBody): GsmAnswer {
  const [reason = "", mode = "", number = "", , , , , time = "20"] = value.split(",");
  const when = REASONS[Number(reason)];
  if (!when || !/^[0-4]$/.test(mode)) return error;
  const { forwarding: allowed } = sim.services;
  if (allowed !== true && (allowed === false || !allowed.includes(when))) return cme(30);
  const to = number.replaceAll('"', "");
  const now = sim.forwards[when];
  switch (mode) {
    case "2":
      return ok(
        now
          ? `+CCFC: 1,1,"${now.to}",${now.to.startsWith("+") ? 145 : 129}${when === "noAnswer" ? `,,,${now.after}` : ""}`
          : "+CCFC: 0,7",
      );
    case "3":
    case "1":
      if (to === "" && !now) return cme(3);
      sim.forwards[when] = { to: to || (now?.to ?? ""), after: Number(time) || 20 };
      return ok();
    default:
      delete sim.forwards[when];
      return ok();
  }
}
