import { nextChange } from "../duty/next-change.ts";
import type { Office } from "../duty/office.ts";
import { type Clock, within } from "../kernel/clock.ts";
import { explain, Fault } from "../kernel/fault.ts";
import { type DivertWhen, divertWhens } from "../kernel/forward-ways.ts";
import type { Log } from "../kernel/log.ts";
import type { PhoneNumber } from "../kernel/phone-number.ts";
import { type Instant, type Millis, millis, minutes, seconds } from "../kernel/units.ts";
import { sameNumber } from "../line/calling-number.ts";
import type { Line, NetworkDiverts } from "../line/line.ts";
import type { SafeNumber, SetDiverts } from "../store/safe-number.ts";
import { type Diverted, divertTarget, doubt, isKnown, LEFT_WITHIN } from "./divert.ts";

/** A person waits for it who sends everybody away, or has them back. */
const LOOK_EACH = seconds(5);
/** Another device may have changed it. All calls at once would be lost to the box; the rest only those that it can't take. */
const ASKED_EACH: Readonly<Record<"always" | "else", Millis>> = { always: minutes(15), else: minutes(6 * 60) };
/** Each word to the network keeps the module from other things for some seconds. */
const AGAIN_AFTER: Readonly<Record<"always" | "else", Millis>> = { always: minutes(1), else: minutes(15) };
const kindOf = (when: DivertWhen) => (when === "always" ? "always" : "else");

/** What was chosen for a line, read anew each time: the page and the command line change it. */
export interface DivertChoices {
  readonly safe: SafeNumber;
  /** Everybody goes there: the box is to be off for long. */
  readonly away: PhoneNumber | null;
}

/** Where a network is to send callers; null: nowhere. `always`: undefined while no hour is known. */
export type Wanted = Readonly<Record<DivertWhen, PhoneNumber | null | undefined>>;

export function wantedDiverts(
  { safe, away }: DivertChoices,
  /** The line puts callers through by the network: where to, undefined while no hour is known. */
  duty: PhoneNumber | null | undefined,
): Wanted {
  const number = safe.number as PhoneNumber | null;
  return {
    always: away ?? duty,
    busy: safe.busy ? number : null,
    "no-reply": safe.noReply === null ? null : number,
    unreachable: safe.unreachable ? number : null,
  };
}

export interface DivertsParts {
  readonly line: Line;
  /** Callers are put through by the network, in duty hours. */
  readonly byNetwork: boolean;
  readonly office: () => Promise<Office>;
  readonly choices: () => Promise<DivertChoices>;
  /** What the appliance set in this network before; a restart forgets nothing. */
  readonly before: () => Promise<SetDiverts>;
  readonly keep: (set: SetDiverts) => Promise<void>;
  /** A number to which each forwarding is set for a moment: a person tries out what the network takes. Null: none is tried. */
  readonly tried?: () => Promise<PhoneNumber | null>;
  readonly clock: Clock;
  readonly log: Log;
  readonly hourFor: (at: Instant) => Instant | null;
  /** Calls go where nobody here wants them, by somebody else's doing; null when that was put right. */
  readonly tell: (fault: Fault | null) => void;
}

/** By the network, or of what can't be: not for the line's state of the moment. */
const isRefusal = (thrown: unknown): boolean =>
  !(thrown instanceof Fault) || (thrown.code !== "line.trouble" && thrown.code !== "line.busy");

const isSame = (there: string | null, to: string | null): boolean =>
  there === null || to === null ? there === to : sameNumber(there, to);

/**
 * Keeps each forwarding of one line's network as it was chosen, and as the schedule wants it, until the signal aborts:
 * set and asked for after each change and at the start. What somebody else left there is removed and told (N8).
 */
export async function keepDiverts(parts: DivertsParts, diverted: Diverted, signal: AbortSignal): Promise<void> {
  const { line, clock, log } = parts;
  const { diverts } = line;
  if (!diverts) return;
  const there = new Map<DivertWhen, string | null>();
  const askedAt = new Map<DivertWhen, Millis>();
  const notBefore = new Map<DivertWhen, Millis>();
  /** What was said last of those that are not as they should be: the same is not said each time. */
  const said = new Map<DivertWhen | "choices", string>();
  /** An order of which nobody knows what became: given anew, whatever was known before it. */
  const inDoubt = new Set<DivertWhen>();
  let after: number | null = null;
  let strange = false;

  function warn(of: DivertWhen | "choices", thrown: unknown): void {
    const why = explain(thrown);
    if (said.get(of) === why) return;
    said.set(of, why);
    log.warn("line.not-diverted", { line: line.name, ...(of === "choices" ? {} : { when: of }), why });
  }

  async function putRight(when: DivertWhen, to: PhoneNumber | null, choices: DivertChoices): Promise<void> {
    const kind = kindOf(when);
    const rings = when === "no-reply" && to !== null ? choices.safe.noReply : null;
    // A trial of the page, or another process's word, makes it unknown.
    if (when === "always" && diverted.to === undefined) there.delete(when);
    if (when === "always" && diverted.to !== undefined) there.set(when, diverted.to);
    const asked = askedAt.get(when);
    const isSure = !inDoubt.has(when);
    const isFresh = there.has(when) && asked !== undefined && clock.elapsed() - asked < ASKED_EACH[kind];
    if (isSure && isFresh && isSame(there.get(when) ?? null, to) && rings === (rings === null ? null : after)) return;
    if (signal.aborted || clock.elapsed() < (notBefore.get(when) ?? Number.NEGATIVE_INFINITY)) return;
    try {
      const now = isFresh || !isSure ? (there.get(when) ?? null) : await ask(when, to);
      const hasTime = rings === null || (now !== null && after === rings);
      if (signal.aborted) return;
      if (!isSure || !isSame(now, to) || !hasTime) await set(when, to, rings);
      if (when === "always") isKnown(diverted, to);
      if ((await parts.before())[when]?.to !== to) await note(when, to, true);
      said.delete(when);
    } catch (thrown) {
      notBefore.set(when, waitAfter(thrown, kind, to));
      // A line in use, or in trouble, says so itself: it is only waited for.
      if (isRefusal(thrown)) warn(when, thrown);
    }
  }

  /** Whoever calls, or a module that is being brought back, is no refusal. */
  const waitAfter = (thrown: unknown, kind: "always" | "else", to: PhoneNumber | null): Millis => {
    const isRefused = thrown instanceof Fault && thrown.code === "line.divert-refused";
    // A network that tells of no forwarding, where none is wanted, has nothing to be put right.
    const wait = !isRefused ? LOOK_EACH : to === null ? ASKED_EACH.else : AGAIN_AFTER[kind];
    return millis(clock.elapsed() + wait);
  };

  async function ask(when: DivertWhen, to: PhoneNumber | null): Promise<string | null> {
    const now = await (diverts as NetworkDiverts).now(when);
    askedAt.set(when, clock.elapsed());
    there.set(when, now?.to ?? null);
    if (when === "no-reply") after = now?.after ?? null;
    if (now === null || isSame(now.to, to) || isSame(now.to, (await parts.before())[when]?.to ?? null))
      return now?.to ?? null;
    log.warn("line.diverted-by-another", { line: line.name, when, to: now.to, instead: to ?? "nobody" });
    if (!strange)
      parts.tell(new Fault("line.diverted-by-another", "Another device changed where the network forwards calls to."));
    strange = true;
    return now.to;
  }

  const note = async (when: DivertWhen, to: PhoneNumber | null, done: boolean): Promise<void> => {
    await parts.keep({ ...(await parts.before()), [when]: { to, done } }).catch((thrown) => {
      log.warn("line.diverts-unkept", { line: line.name, why: explain(thrown) });
    });
  };

  async function set(when: DivertWhen, to: PhoneNumber | null, rings: number | null): Promise<void> {
    // Kept first: what a power cut leaves in the network is known as ours.
    await note(when, to, false);
    inDoubt.add(when);
    if (when === "always") doubt(diverted);
    await (to === null ? diverts?.clear(when) : diverts?.set(when, to, rings));
    inDoubt.delete(when);
    if (when === "always") isKnown(diverted, to);
    await note(when, to, true);
    there.set(when, to);
    if (when === "no-reply") after = rings;
    askedAt.set(when, clock.elapsed());
    log.info("line.diverted", { line: line.name, when, to: to ?? "nobody" });
    if (strange) parts.tell(null);
    strange = false;
  }

  let lastTried: PhoneNumber | null = null;
  /** Once for each trial; what is wanted is put back by what follows. */
  async function tryOut(): Promise<void> {
    const to = (await parts.tried?.()) ?? null;
    const isNew = to !== null && to !== lastTried;
    lastTried = to;
    if (!isNew) return;
    line.tryAnew?.();
    for (const when of [...divertWhens].reverse()) {
      if (signal.aborted) return;
      // Set and seen, whatever was there before.
      notBefore.delete(when);
      await set(when, to, when === "no-reply" ? 20 : null).catch((thrown) => {
        log.info("line.divert-tried", { line: line.name, when, why: explain(thrown) });
      });
      there.delete(when);
      if (when === "always") diverted.to = undefined;
      await putRight(when, lastWanted[when] ?? null, await parts.choices());
    }
  }

  let lastWanted: Wanted = { always: null, busy: null, "no-reply": null, unreachable: null };
  async function look(): Promise<Millis> {
    let wait = LOOK_EACH;
    try {
      const choices = await parts.choices();
      const at = parts.hourFor(clock.now());
      const office = parts.byNetwork && at !== null ? await parts.office() : null;
      const change = office && at !== null ? nextChange(office, at) : null;
      if (at !== null && change !== null) wait = millis(Math.min(wait, Math.max(1, change - at)));
      const duty = !parts.byNetwork ? null : office && at !== null ? divertTarget(office, at) : undefined;
      const wanted = wantedDiverts(choices, duty);
      lastWanted = wanted;
      await tryOut();
      for (const when of divertWhens) {
        const to = wanted[when];
        if (to !== undefined) await putRight(when, to, choices);
      }
      said.delete("choices");
    } catch (thrown) {
      warn("choices", thrown);
    }
    return wait;
  }

  // A network may take a minute for one of them: whoever shuts the box down does not wait for it.
  const stopped = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
  const keep = async (): Promise<void> => {
    while (!signal.aborted) await clock.sleep(await look(), signal).catch(() => undefined);
  };
  await Promise.race([keep(), stopped]);
}

/**
 * Before the box is off, in order: everybody goes to the safe number where that was chosen; else whoever is on duty now,
 * and is not for long, is no more forwarded to. Never throws.
 */
export async function leaveDiverts(
  {
    line,
    choices,
    before,
    keep,
    clock,
    log,
  }: Pick<DivertsParts, "line" | "choices" | "before" | "keep" | "clock" | "log">,
  diverted: Diverted,
): Promise<void> {
  const { diverts } = line;
  if (!diverts) return;
  try {
    const { safe, away } = await choices();
    const to = away ?? (safe.whenOff ? (safe.number as PhoneNumber | null) : null);
    const set = await before();
    const { to: left, done } = set.always ?? { to: null, done: true };
    // Not asked for since the start, it is as it was left; where the end of an order was not heard it may be anything.
    const isHeard = diverted.to !== undefined || (done && diverted.inDoubt !== true);
    if (isHeard && isSame(diverted.to === undefined ? left : diverted.to, to)) return;
    const late = () => new Fault("line.trouble", "The network took too long.");
    await keep({ ...set, always: { to, done: false } });
    await within(clock, LEFT_WITHIN, late, () => (to === null ? diverts.clear("always") : diverts.set("always", to)));
    await keep({ ...set, always: { to, done: true } });
    log.info("line.diverted", { line: line.name, to: to ?? "nobody", why: "shut down" });
  } catch (thrown) {
    log.warn("line.not-diverted", { line: line.name, why: explain(thrown) });
  }
}
