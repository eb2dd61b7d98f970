import { randomBytes } from "node:crypto";
import { dutyAt } from "../../duty/duty-at.ts";
import type { Office } from "../../duty/office.ts";
import { callerId } from "../../kernel/caller-id.ts";
import type { Instant } from "../../kernel/units.ts";
import type { AdminParts, PhoneCall } from "../parts.ts";
import { type PhoneSign, type PhoneView, recording } from "../schemas/phone.ts";
import { Refused } from "../sentences/refusals.ts";
import { ndjson } from "../server/ndjson.ts";
import type { Answers } from "../server/routes.ts";
import { hourNow } from "../views/hour-now.ts";
import { callerView } from "../views/views.ts";

/** Each costs the simulator a call, and this server 30 kB a second. */
const MOST_CALLS = 4;
/** As many as are read back at one look. */
const MOST_TEXTS = 20;
/** Of the numbers kept for fiction. */
const STRANGER = "+33199000077";

type Which = "phone" | "phoneCall" | "phoneAct" | "phoneMobile" | "phoneText" | "phoneTexts";

export function phoneAnswers(parts: AdminParts, closing: AbortSignal): Answers<Which> {
  const { store, lines, phone } = parts;
  const calls = new Map<string, PhoneCall>();
  const simulated = () => (phone ? lines().filter((line) => line.simulated) : []);
  const callOf = (id: string): PhoneCall => {
    const call = calls.get(id);
    if (!call) throw new Refused("no-such", id);
    return call;
  };

  return {
    async phone() {
      const office = await store.office.read();
      return {
        lines: simulated().map(({ name, number, texts }) => ({ name, number, texts })),
        callers: callersOf(office),
        people: peopleOf(office, hourNow(parts)),
        recordings: recording.options,
      };
    },
    async phoneCall({ body, reply }) {
      if (!phone || !simulated().some(({ name }) => name === body.line)) throw new Refused("no-phone", body.line);
      if (calls.size >= MOST_CALLS) throw new Refused("too-many", "60");
      const office = await store.office.read();
      const id = randomBytes(9).toString("base64url");
      const stream = ndjson<PhoneSign>(reply.raw);
      stream.put({ of: "placed", call: id });
      const mobiles = office.people.flatMap(({ numbers }) => numbers).slice(0, 100);
      const call = await phone.call({ ...body, mobiles }, stream.put, stream.end);
      calls.set(id, call);
      const over = () => {
        calls.delete(id);
        call.close();
      };
      reply.hijack();
      reply.raw.on("close", over);
      reply.raw.on("error", over);
      // Whoever went away while the simulator dialled said so already.
      if (reply.raw.destroyed) over();
      closing.addEventListener("abort", stream.end);
      reply.raw.on("close", () => closing.removeEventListener("abort", stream.end));
      stream.open();
      return reply;
    },
    async phoneAct({ params, body }) {
      callOf(params.call).act(body);
      return { done: true };
    },
    async phoneTexts() {
      const office = await store.office.read();
      const came = phone && simulated().some(({ texts }) => texts) ? await phone.texts() : [];
      const shown = came.slice(-MOST_TEXTS).reverse();
      return { texts: shown.map(({ to, body, at }) => ({ at, body, to: callerView(callerId(to, null), office) })) };
    },
    async phoneText({ body }) {
      if (!phone || !simulated().some(({ name, texts }) => texts && name === body.line))
        throw new Refused("no-phone", body.line);
      await phone.write(body);
      return { done: true };
    },
    async phoneMobile({ params, body }) {
      callOf(params.call).mobile(body);
      return { done: true };
    },
  };
}

/** One of each kind that the office's lists can tell apart. */
function callersOf({ callers }: Office): PhoneView["callers"] {
  const known = callers.find(({ fragile }) => !fragile);
  const fragile = callers.find((caller) => caller.fragile);
  return [
    { kind: "unknown", number: STRANGER, name: null },
    ...(known ? [{ kind: "known" as const, number: known.number, name: known.name }] : []),
    ...(fragile ? [{ kind: "fragile" as const, number: fragile.number, name: fragile.name }] : []),
    { kind: "withheld", number: null, name: null },
  ];
}

function peopleOf(office: Office, now: Instant): PhoneView["people"] {
  const { onDuty, onCall } = dutyAt(office, now);
  const duty = onDuty.map(({ id, name, numbers }) => ({ id, name, numbers: [...numbers], service: "duty" as const }));
  const others = onCall.filter(({ id }) => !duty.some((one) => one.id === id));
  return [
    ...duty,
    ...others.map(({ id, name, numbers }) => ({ id, name, numbers: [...numbers], service: "on-call" as const })),
  ];
}
