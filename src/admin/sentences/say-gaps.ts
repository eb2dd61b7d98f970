import type { Gap } from "../../duty/coverage.ts";
import type { Language, Office, Service } from "../../duty/office.ts";
import { dayOfDate, weekdayOf, type Zone, zoneNamed } from "../../duty/wall-clock.ts";
import { ofWhom } from "../../kernel/french-of.ts";
import { type Instant, instant } from "../../kernel/units.ts";
import type { GapDetail, PlannedGap } from "../../watch/alarm.ts";
import { NBSP, sayDay, sayDayOfMonth, sayHour, sayList, sayWeekday, sayWeekdays } from "./say-when.ts";

type Numbers = Pick<Office, "zone" | "threshold">;

/** "Personne n’est de permanence de 12 h à 13 h, du lundi au vendredi, jusqu’au 11 décembre." */
export function sayGaps(detail: GapDetail, office: Numbers, at: Instant, language: Language): string {
  const zone = zoneNamed(office.zone);
  const { service, gaps, onLeave, fragile, weeks } = detail;
  const [first] = gaps;
  if (!first) return "";
  const fr = language === "fr";
  const said = [`${when(detail, zone, at, language)}.`];
  const closedBy = gaps.find((gap) => gap.closedBy !== null)?.closedBy;
  if (service === "on-call" && closedBy)
    said.push(fr ? `L’agence est alors fermée${NBSP}: ${closedBy}.` : `The office is closed then: ${closedBy}.`);
  if (onLeave.length > 0) {
    const names = sayList(onLeave, language);
    const [is, are] = fr ? ["est en congé", "sont en congé"] : ["is on leave", "are on leave"];
    said.push(`${names} ${onLeave.length === 1 ? is : are}.`);
  }
  if (fragile)
    said.push(
      fr
        ? `Un appel ${ofWhom(fragile)}, personne fragile, ne trouverait personne.`
        : `A call of ${fragile}, a fragile client, would find nobody.`,
    );
  if (weeks.length > 0) {
    const mondays = sayList(
      weeks.map((monday) => sayDayOfMonth(dayOfDate(monday), language)),
      language,
    );
    const { days, hours } = office.threshold;
    const minimum = fr ? `${days} jours de ${hours}${NBSP}h` : `${days} days of ${hours} h`;
    said.push(
      fr
        ? `${weeks.length === 1 ? "La semaine" : "Les semaines"} du ${mondays} ${weeks.length === 1 ? "reste" : "restent"} sous le minimum de ${minimum}.`
        : `The ${weeks.length === 1 ? "week" : "weeks"} of ${mondays} ${weeks.length === 1 ? "stays" : "stay"} under the minimum of ${minimum}.`,
    );
  }
  return said.join(" ");
}

/** One gap that is ahead, or past: "Personne n’est de permanence lundi 23 novembre de 9 h à 12 h." */
export function sayGap(
  { kind, from, until }: Pick<Gap, "kind" | "from" | "until">,
  zone: string,
  language: Language,
): string {
  const service = kind === "nobody-on-duty" ? "duty" : "on-call";
  return `${one(nobodyIn(service, language), { from, until }, zoneNamed(zone), language)}.`;
}

const nobodyIn = (service: Service, language: Language): string =>
  ({
    fr: { duty: "Personne n’est de permanence", "on-call": "Personne n’est d’astreinte" },
    en: { duty: "Nobody is on duty", "on-call": "Nobody is on call" },
  })[language][service];

function one(nobody: string, gap: Pick<PlannedGap, "from" | "until">, zone: Zone, language: Language): string {
  const fr = language === "fr";
  const [from, until] = [sayHour(gap.from, zone, language), sayHour(gap.until, zone, language)];
  const day = (when: Instant) => sayDay(zone.dayAt(when), language);
  if (nightsOf(gap, zone) === 0)
    return fr
      ? `${nobody} ${day(gap.from)} de ${from} à ${until}`
      : `${nobody} on ${day(gap.from)} from ${from} to ${until}`;
  return fr
    ? `${nobody} du ${day(gap.from)} à ${from} au ${day(gap.until)} à ${until}`
    : `${nobody} from ${day(gap.from)} at ${from} to ${day(gap.until)} at ${until}`;
}

/** More days than this are told as weekdays. */
const MOST_DAYS = 3;

function when(detail: GapDetail, zone: Zone, at: Instant, language: Language): string {
  const { service, gaps, shape, goesOn } = detail;
  const fr = language === "fr";
  const nobody = nobodyIn(service, language);
  const first = gaps[0] as PlannedGap;
  const last = gaps.at(-1) as PlannedGap;
  const now = first.from <= at;
  const hour = (when: Instant) => sayHour(when, zone, language);
  const day = (when: Instant) => sayDay(zone.dayAt(when), language);
  const point = (when: Instant) => (fr ? `${day(when)} à ${hour(when)}` : `${day(when)} at ${hour(when)}`);
  const outside = {
    fr: { duty: "à aucune heure d’ouverture", "on-call": "à aucune heure de fermeture" },
    en: { duty: "in none of the open hours", "on-call": "in none of the closed hours" },
  }[language][service];

  const many = () => {
    const n = gaps.length;
    const by = day(instant(last.until - 1));
    if (fr)
      return `${nobody} à ${n} moments d’ici au ${by}, ${now ? "le premier en ce moment" : `le premier le ${point(first.from)}`}`;
    return `${nobody} at ${n} times until ${by}, ${now ? "the first one now" : `the first on ${point(first.from)}`}`;
  };
  if (shape === "many") return many();
  if (shape === "row") {
    if (now && goesOn) return fr ? `${nobody} en ce moment, ni ensuite` : `${nobody} now, nor later on`;
    if (now)
      return fr
        ? `${nobody} en ce moment, ni jusqu’au ${point(last.until)}`
        : `${nobody} now, nor until ${point(last.until)}`;
    if (goesOn) return fr ? `${nobody} à partir du ${point(first.from)}` : `${nobody} from ${point(first.from)} on`;
    return fr
      ? `${nobody} du ${point(first.from)} au ${point(last.until)}, ${outside}`
      : `${nobody} from ${point(first.from)} to ${point(last.until)}, ${outside}`;
  }
  const hours = fr
    ? `de ${hour(first.from)} à ${hour(first.until)}`
    : `from ${hour(first.from)} to ${hour(first.until)}`;
  if (gaps.length === 1) {
    if (now)
      return fr
        ? `${nobody} en ce moment, jusqu’au ${point(first.until)}`
        : `${nobody} now, until ${point(first.until)}`;
    return one(nobody, first, zone, language);
  }
  const also = now ? (fr ? " (en ce moment aussi)" : " (now as well)") : "";
  const nights = nightsOf(first, zone);
  const weekdays = [...new Set(gaps.map(({ from }) => weekdayOf(zone.dayAt(from))))].sort();
  const by = day(last.from);
  const times = fr ? `${gaps.length} fois d’ici au ${by}` : `${gaps.length} times until ${by}`;
  if (nights > 1) {
    if (weekdays.length > 1) return many();
    const [start, end] = [first.from, first.until].map((at) => sayWeekday(weekdayOf(zone.dayAt(at)), language));
    return fr
      ? `${nobody} du ${start} à ${hour(first.from)} au ${end} à ${hour(first.until)}, ${times}${also}`
      : `${nobody} from ${start} ${hour(first.from)} to ${end} ${hour(first.until)}, ${times}${also}`;
  }
  const until = nights === 0 ? "" : fr ? " le lendemain" : " the next day";
  if (gaps.length <= MOST_DAYS) {
    const days = sayList(
      gaps.map(({ from }) => day(from)),
      language,
    );
    return `${nobody} ${hours}${until}, ${fr ? "" : "on "}${days}${also}`;
  }
  return `${nobody} ${hours}${until}, ${sayWeekdays(weekdays, language)}, ${times}${also}`;
}

/** How many midnights it lasts. */
const nightsOf = ({ from, until }: Pick<PlannedGap, "from" | "until">, zone: Zone): number =>
  zone.dayAt(instant(until - 1)) - zone.dayAt(from);
