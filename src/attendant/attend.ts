import type { Duty, Reason } from "../duty/duty.ts";
import { awayAt, dutyAt } from "../duty/duty-at.ts";
import type { KnownCaller, MenuKey, Office, Person, Service } from "../duty/office.ts";
import type { Instant } from "../kernel/units.ts";
import { addressBook, clientBehind } from "./address-book.ts";
import type { About, AnnouncementKind, Caller, Contact, LineAbilities, Plan, Step } from "./plan.ts";
import { attendantReason as reason } from "./reasons.ts";
import { contacts, hangUp, type Words, wordsFor } from "./steps.ts";

/** What is known when a call is planned. */
interface Situation {
  readonly office: Office;
  readonly duty: Duty;
  readonly words: Words;
  /** In the order to ring; empty when the line can't forward or the caller is the only one. */
  readonly onDuty: readonly Contact[];
  readonly onCall: readonly Contact[];
  readonly forwards: boolean;
  readonly deflects: boolean;
  /** The known client who calls and is not asked for a key: fragile, or hard of hearing. */
  readonly spared: KnownCaller | null;
  /** The people that may be rung for a key of the menu. */
  keyPeople(key: MenuKey): readonly Contact[];
}

/** A plan's steps, why they are so, and whose duty had a say. */
interface Decision {
  readonly steps: readonly Step[];
  readonly because: readonly Reason[];
  readonly services: readonly Service[];
  readonly deflect?: Contact;
}

/**
 * What to do with a call: the same answer for a call that is ringing and for "what if someone rang then?". Each
 * branch of the steps ends in `hangUp`, and nobody is rung twice on one.
 */
export function attend(caller: Caller, at: Instant, office: Office, abilities: LineAbilities): Plan {
  const book = addressBook(office);
  if (caller.number !== null && book.blocked.has(caller.number))
    return { answerAfter: null, steps: [hangUp], because: [reason("blocked", { number: caller.number })] };

  const known = clientBehind(caller.number, book);
  const themself = (caller.number !== null && book.people.get(caller.number)) || [];
  const except = new Set(themself);
  const duty = dutyAt(office, at);
  const reach = (people: readonly Person[]) => (abilities.forwards ? contacts(people, except) : []);
  const { steps, because, services, deflect } = decide({
    office,
    duty,
    words: wordsFor(office, known),
    onDuty: reach(duty.onDuty),
    onCall: reach(duty.onCall),
    forwards: abilities.forwards,
    deflects: abilities.deflects === true,
    spared: known?.fragile || known?.hardOfHearing ? known : null,
    keyPeople: ({ people }) => {
      const away = awayAt(office, at);
      return reach(people.flatMap((id) => (away.has(id) ? [] : (book.byId.get(id) ?? []))));
    },
  });
  // Of the schedule's reasons, only those that had a say: who is on call is nobody's question in duty hours.
  const schedule = duty.because.filter(({ values }) => !values.service || services.some((s) => s === values.service));
  const own = themself.map(({ name }) => reason("caller-is", { person: name }));
  return {
    answerAfter: office.answerAfterRings,
    steps,
    because: [...schedule, ...own, ...because],
    ...(deflect && { deflect }),
  };
}

function decide(situation: Situation): Decision {
  const { duty } = situation;
  switch (duty.closed?.by) {
    case undefined:
      return duty.absence ? outside("absence", situation) : inHours(situation);
    case "holiday":
      return outside("holiday", situation);
    case "closure":
      return outside("closure", situation);
    case "hours":
      return outside("closed", situation);
  }
}

/** Open: to whoever is on duty, and the machine behind them all the same (G5). */
function inHours(situation: Situation): Decision {
  const { office, words, onDuty, forwards } = situation;
  if (!forwards)
    return {
      steps: [words.say("welcome"), ...(situation.spared?.fragile ? words.takeMessageAlone : words.takeMessage)],
      because: [reason("line-cannot-forward", {}), reason("takes-message", {})],
      services: ["duty"],
    };
  if (onDuty.length === 0) return nobodyOnDuty(situation);
  const toDuty = putThrough(words.forward(onDuty, "duty"), situation);
  const { spared } = situation;
  const goesOn = spared?.fragile === true && onCallBehind(onDuty, situation).length > 0;
  const then: Pick<Decision, "because" | "services"> = goesOn
    ? { because: [reason("then-on-call", { name: spared.name })], services: ["duty", "on-call"] }
    : { because: [], services: ["duty"] };
  const forward = reason("forward-duty", {});
  const noMenu = office.menu.length === 0 || spared?.hardOfHearing === true;
  const [first] = onDuty;
  // Whoever is fragile, or hears badly, is never left to a telephone that nobody may pick up.
  if (noMenu && situation.deflects && spared === null && first)
    return {
      ...then,
      steps: [words.say("welcome"), ...toDuty],
      because: [reason("deflected", { person: first.name }), forward],
      deflect: first,
    };
  if (noMenu) return { ...then, steps: [words.say("welcome"), ...toDuty], because: [forward, ...then.because] };
  const keys = Object.fromEntries(office.menu.map((key) => [key.key, keyBranch(key, situation)]));
  return {
    ...then,
    steps: [words.say("welcome"), words.menu(words.announcement("menu"), keys, toDuty)],
    because: [reason("key-menu", {}), forward, ...then.because],
  };
}

/**
 * When none of those who were rung took it: a fragile client is offered to on-call before the machine. Whoever found
 * somebody busy may wait for them.
 */
function putThrough(forward: Extract<Step, { do: "forward" }>, situation: Situation): readonly Step[] {
  const { words, spared } = situation;
  const onCall = onCallBehind(forward.to, situation);
  const wait = words.wait(forward, spared?.fragile ? words.takeMessageAlone : words.takeMessage);
  if (onCall.length === 0) return [forward, ...wait, ...nobodyBehind(situation)];
  return [forward, words.say("on-call"), words.forward(onCall, "on-call"), ...wait, ...words.nobodyOnCall];
}

/** A fragile client whom nobody on call stands behind is told what to do in danger of life as well. */
const nobodyBehind = ({ words, spared }: Situation): readonly Step[] =>
  spared?.fragile ? words.nobodyOnCall : words.nobodyTookIt;

/** Nobody of those who were rung is rung again. */
function onCallBehind(rung: readonly Contact[], { spared, onCall }: Situation): readonly Contact[] {
  if (!spared?.fragile) return [];
  const [people, numbers] = [new Set(rung.map(({ person }) => person)), new Set(rung.map(({ number }) => number))];
  return onCall.filter(({ person, number }) => !people.has(person) && !numbers.has(number));
}

/** A key's information first, then its own people; with none to be had, whoever is on duty. */
function keyBranch(key: MenuKey, situation: Situation): readonly Step[] {
  const { words, onDuty } = situation;
  const own = situation.keyPeople(key);
  const rung = own.length > 0 ? own : onDuty;
  return [
    ...(key.information ? [words.say(`info-${key.key}`)] : []),
    ...putThrough(words.forward(rung, own.length > 0 ? "menu" : "duty", { choice: key.label }), situation),
  ];
}

function nobodyOnDuty(situation: Situation): Decision {
  const { words, onCall, spared } = situation;
  const nobody = reason("nobody-to-ring", {});
  if (spared?.fragile && onCall.length > 0)
    return {
      steps: toOnCall(situation),
      because: [nobody, whySpared(spared)],
      services: ["duty", "on-call"],
    };
  return {
    steps: [words.say("welcome"), ...nobodyBehind(situation)],
    because: [nobody, reason("takes-message", {})],
    services: ["duty"],
  };
}

/** Outside duty: a message, with on-call for what can't wait (G6). Who is fragile, or hears badly, is spared the choice. */
function outside(
  kind: AnnouncementKind & ("absence" | "holiday" | "closure" | "closed"),
  situation: Situation,
): Decision {
  const { words, onCall, forwards, spared } = situation;
  if (onCall.length === 0)
    return {
      steps: [words.say(kind), ...words.takeMessageAlone],
      because: [
        forwards ? reason("no-urgent-key", {}) : reason("line-cannot-forward", {}),
        reason("takes-message", {}),
      ],
      services: ["on-call"],
    };
  if (spared !== null)
    return {
      steps: toOnCall(situation),
      because: [whySpared(spared)],
      services: ["on-call"],
    };
  const urgent = { ...words.announcement(kind), urgent: true };
  return {
    steps: [words.menu(urgent, { "1": toOnCall(situation, { urgent: true }) }, words.takeMessage)],
    because: [reason("urgent-key", {}), reason("takes-message", {})],
    services: ["on-call"],
  };
}

const whySpared = ({ fragile, name }: KnownCaller): Reason =>
  fragile ? reason("fragile-client", { name }) : reason("hard-of-hearing", { name });

function toOnCall({ words, onCall }: Situation, about?: About): readonly Step[] {
  return [words.say("on-call"), words.forward(onCall, "on-call", about), ...words.nobodyOnCall];
}
