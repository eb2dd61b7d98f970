import type { GsmAnswer, GsmBody } from "./gsm-body.ts";
import { submitted } from "./sms-pdu.ts";
import { lengthOf } from "./text-memory.ts";

const ok = (...lines: string[]): GsmAnswer => ({ lines, result: "OK" });
const cms = (code: number): GsmAnswer => ({ lines: [], result: `+CMS ERROR: ${code}` });

type Handler = (value: string, op: "" | "=" | "?" | "=?", body: GsmBody) => GsmAnswer;

/** Text messages in PDU mode (27.005). */
export const textHandlers: Readonly<Record<string, Handler>> = {
  "+CMGF": (value, op, { set }) => {
    if (op === "=") set.pdu = value === "0";
    return ok();
  },
  "+CNMI": (value, op, { set, faults }) => {
    if (op !== "=") return ok();
    const [, deliver = "0", , report = "0"] = value.split(",");
    if (report === "1" && faults.has("no-reports")) return cms(303);
    set.deliver = deliver === "2" ? "direct" : deliver === "1" ? "stored" : "silent";
    set.reports = report === "1";
    return ok();
  },
  "+CPMS": (_, __, { texts }) => ok(`+CPMS: ${Array(3).fill(`${texts.used},${texts.places}`).join(",")}`),
  "+CMGL": (value, op, { texts, set }) => {
    if (op !== "=" || value !== "4" || !set.pdu) return cms(304);
    return ok(...texts.list().flatMap(({ slot, state, hex }) => [`+CMGL: ${slot},${state},,${lengthOf(hex)}`, hex]));
  },
  "+CMGR": (value, _, { texts, set }) => {
    const entry = texts.read(Number(value));
    if (!set.pdu) return cms(304);
    return entry ? ok(`+CMGR: ${entry.state},,${lengthOf(entry.hex)}`, entry.hex) : cms(321);
  },
  "+CMGD": (value, _, { texts, sim, faults }) => {
    if (faults.has("deletes-nothing")) return cms(320);
    if (!texts.delete(Number(value.split(",")[0]))) return cms(321);
    sim.roomForTexts();
    return ok();
  },
  "+CMGS": (value, op, body) => {
    const length = Number(value);
    if (op !== "=" || !body.set.pdu || !Number.isInteger(length)) return cms(304);
    return { lines: [], result: "", prompt: (typed) => send(typed, length, body) };
  },
};

function send(typed: string, length: number, { sim }: GsmBody): GsmAnswer {
  const message = submitted(typed, length);
  if (!message) return cms(304);
  const sent = sim.send(message.text, message.report);
  return "cause" in sent ? cms(sent.cause) : ok(`+CMGS: ${sent.reference}`);
}
