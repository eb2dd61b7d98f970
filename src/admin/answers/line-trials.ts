import type { FastifyReply } from "fastify";
import type { Language, Office } from "../../duty/office.ts";
import { explain } from "../../kernel/fault.ts";
import type { Log } from "../../kernel/log.ts";
import { seconds } from "../../kernel/units.ts";
import type { LineFinding } from "../line-care.ts";
import type { AdminParts } from "../parts.ts";
import type { TrialSign } from "../schemas/line-care.ts";
import { Refused, sentenceOf } from "../sentences/refusals.ts";
import { type CheckResult, isGrave, sayCheck, sayFinding } from "../sentences/say-finding.ts";
import { promptOf, sayProbe, sayProbeStep } from "../sentences/say-probe.ts";
import type { Board } from "../server/board.ts";
import { ndjson } from "../server/ndjson.ts";
import type { Answers } from "../server/routes.ts";
import { checkKey, probeKey } from "./kept-trials.ts";

type Which = "checkLine" | "probeLine";
type Put = (sign: TrialSign) => void;

/** What is tried with a line, told step by step. */
export function lineTrialAnswers(parts: AdminParts, board: Board, closing: AbortSignal): Answers<Which> {
  const { store, announcements, clock, log } = parts;

  const cared = (name: string) => {
    if (!parts.care || !board.line(name, "fr")) throw new Refused("no-such", name);
    return parts.care;
  };
  /** The result of a trial that came to its end. */
  const keep = (key: string, value: object, by: string): Promise<void> =>
    store.settings
      .set(key, { at: clock.now(), by, ...value }, by)
      .catch((thrown) => log.warn("admin.unkept", { key, why: explain(thrown) }));

  /** As said for this office; the recorded prompt of a forwarded call where nothing can be spoken. */
  const prompt = (office: Office, language: Language) =>
    announcements.speak(promptOf[language](office.name), language).catch(async (thrown) => {
      log.warn("admin.unspoken", { why: explain(thrown) });
      return (await announcements.sound({ kind: "screen-unknown", language }, office)).pcm;
    });

  return {
    checkLine: async ({ params: { name }, body, language, reply, by }) => {
      const care = cared(name);
      return told(reply, language, closing, log, async (put, signal) => {
        const found: LineFinding[] = [];
        const tell = (finding: LineFinding) => {
          found.push(finding);
          put(sayFinding(finding, language));
        };
        const end = await care.check(name, body, tell, signal);
        const result: CheckResult = { end, ...worstOf(found), heard: found.some((each) => each.name === "line") };
        if (end === "done") await keep(checkKey(name), result, by.name);
        const verdict = end === "done" || result.verdict === "trouble" ? result.verdict : "warning";
        put({ of: "end", verdict, ...sayCheck(result, language) });
      });
    },

    async probeLine({ params: { name }, body, language, reply, by }) {
      const care = cared(name);
      const forwarding = care.forwarding(name);
      if (forwarding === "none") throw new Refused("no-forwarding");
      const office = await store.office.read();
      const person = office.people.find(({ id }) => id === body.person);
      // Never any number that somebody types: only those of the office's people are rung.
      const number = person?.numbers.find((each) => each === body.number);
      if (!person || number === undefined) throw new Refused("no-such", body.person);
      const said = forwarding === "network" ? new Int16Array() : await prompt(office, person.language);
      const call = { number, ringFor: seconds(office.ringSeconds), prompt: said };
      return told(reply, language, closing, log, async (put, signal) => {
        const tell = (step: Parameters<typeof sayProbeStep>[0]) => put(sayProbeStep(step, person.name, language));
        const result = await care.probe(name, call, tell, signal);
        if (result.end === "done") await keep(probeKey(name), { to: person.name, ...result }, by.name);
        put({ of: "end", ...sayProbe(result, person.name, language) });
      });
    },
  };
}

/** The first of the gravest. */
function worstOf(found: readonly LineFinding[]): Pick<CheckResult, "worst" | "verdict"> {
  for (const verdict of ["trouble", "warning"] as const) {
    const worst = found.find(({ code, outcome }) => outcome === verdict && isGrave(code));
    if (worst) return { worst: worst.code, verdict };
  }
  return { worst: null, verdict: "ok" };
}

/**
 * Streams what a trial tells, for as long as its listener is there: it ends with them. What is refused before anything
 * was told is answered as a refusal.
 */
async function told(
  reply: FastifyReply,
  language: Language,
  closing: AbortSignal,
  log: Log,
  trial: (put: Put, signal: AbortSignal) => Promise<void>,
): Promise<FastifyReply> {
  const left = new AbortController();
  const signal = AbortSignal.any([left.signal, closing]);
  const stream = ndjson<TrialSign>(reply.raw);
  let open = false;
  reply.raw.on("close", () => left.abort());
  reply.raw.on("error", () => left.abort());
  const put: Put = (sign) => {
    stream.put(sign);
    if (open) return;
    open = true;
    reply.hijack();
    stream.open();
  };
  try {
    await trial(put, signal);
  } catch (thrown) {
    if (!open) throw thrown;
    if (!signal.aborted) log.warn("admin.trial-failed", { why: explain(thrown) });
    put({ of: "end", verdict: "trouble", sentence: sentenceOf("fault", language, explain(thrown)), remedy: null });
  }
  stream.end();
  return reply;
}
