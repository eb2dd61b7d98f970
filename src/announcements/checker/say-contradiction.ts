import type { Language } from "../../duty/office.ts";
import { DAY_MINUTES, DAY_MS, type Day } from "../../duty/wall-clock.ts";
import { dateParts } from "../../kernel/date-names.ts";
import { listed } from "../hours-in-words.ts";
import type { Contradiction, Stretch } from "./contradiction.ts";

const DAYS: Readonly<Record<Language, readonly string[]>> = {
  fr: ["", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
  en: ["", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
};

/** What a text says against the schedule, for whoever wrote it. */
export function sayContradiction(found: Contradiction, reader: Language): string {
  const fr = reader === "fr";
  const days = (all: readonly number[]): string =>
    listed(
      all.map((day) => (fr ? `le ${DAYS.fr[day]}` : `on ${DAYS.en[day]}`)),
      fr ? "et" : "and",
    );
  switch (found.what) {
    case "open-days":
      return fr
        ? `Le texte dit l’agence ouverte ${days(found.days)} : le planning n’y a pas d’heures.`
        : `The text says that the agency is open ${days(found.days)}: the schedule has no hours then.`;
    case "closed-days":
      return fr
        ? `D’après le texte, l’agence n’est pas ouverte ${days(found.days)} : le planning y a des heures.`
        : `By the text, the agency is not open ${days(found.days)}: the schedule has hours then.`;
    case "hours":
      return fr
        ? `Le texte ne dit pas les heures du planning : ${days([found.day])}, ${stretches(found.is, reader)}.`
        : `The text does not say the hours of the schedule: ${days([found.day])}, ${stretches(found.is, reader)}.`;
    case "open-date":
      return fr
        ? `Le texte dit l’agence ouverte ${date(found.date, reader)} : elle est fermée d’après le planning.`
        : `The text says that the agency is open ${date(found.date, reader)}: by the schedule it is closed.`;
    case "closed-date":
      return fr
        ? `Le texte dit l’agence fermée ${date(found.date, reader)} : elle est ouverte d’après le planning.`
        : `The text says that the agency is closed ${date(found.date, reader)}: by the schedule it is open.`;
    case "reopens":
      return fr
        ? `Le texte dit l’agence fermée jusqu’au ${date(found.date, reader).replace(/^le /, "")} : la fermeture dure plus longtemps.`
        : `The text says that the agency is closed until ${date(found.date, reader).replace(/^on /, "")}: the closure lasts longer.`;
    case "reopens-earlier":
      return fr
        ? `D’après le texte, l’agence rouvre plus tard : le planning la dit ouverte dès ${date(found.date, reader)}.`
        : `By the text, the agency opens again later: by the schedule it is open ${date(found.date, reader)} already.`;
    case "begins-earlier":
      return fr
        ? `D’après le texte, la fermeture commence plus tard : ${date(found.date, reader)} en fait partie.`
        : `By the text, the closure begins later: ${date(found.date, reader).replace(/^on /, "")} is part of it.`;
    case "closed-hours":
      return fr
        ? `Le texte ne dit pas l’heure de la fermeture ${date(found.date, reader)} : ouvert ${openHours(found.is, reader)}.`
        : `The text does not say the hour of the closure ${date(found.date, reader)}: open ${openHours(found.is, reader)}.`;
    case "past-date":
      return fr
        ? `Le texte parle d’une date qui est passée : ${date(found.date, reader)}.`
        : `The text speaks of a date that is past: ${date(found.date, reader)}.`;
    case "wrong-weekday":
      return fr
        ? `Le jour de la semaine n’est pas le bon : c’est ${date(found.date, reader)}.`
        : `The weekday is not right: it is ${date(found.date, reader).replace(/^on /, "")}.`;
    case "no-such-date":
      return fr
        ? `Le texte dit une date qui n’existe pas : ${found.date.day}${found.date.month === null ? "" : `/${found.date.month}`}.`
        : `The text says a date that does not exist: ${found.date.day}${found.date.month === null ? "" : `/${found.date.month}`}.`;
    case "holidays":
      return fr
        ? `Le texte et le planning se contredisent sur les jours fériés : l’agence y est ${found.open ? "ouverte" : "fermée"}.`
        : `The text and the schedule contradict each other on public holidays: the agency is ${found.open ? "open" : "closed"} then.`;
  }
}

function stretches(is: readonly Stretch[], reader: Language): string {
  const fr = reader === "fr";
  const time = (minutes: number): string => {
    const [hour, minute] = [Math.floor((minutes % DAY_MINUTES) / 60), minutes % 60];
    if (!fr) return `${hour}:${String(minute).padStart(2, "0")}`;
    return minute === 0 ? `${hour} h` : `${hour} h ${String(minute).padStart(2, "0")}`;
  };
  if (is.length === 0) return fr ? "fermé" : "closed";
  return listed(
    is.map(({ from, to }) => (fr ? `de ${time(from)} à ${time(to)}` : `from ${time(from)} to ${time(to)}`)),
    fr ? "et" : "and",
  );
}

/** What is open of a day that closes for a part. */
const openHours = (is: readonly Stretch[], reader: Language): string =>
  is.length === 0 ? (reader === "fr" ? "à aucune heure" : "at no hour") : stretches(is, reader);

function date(day: Day, reader: Language): string {
  const { weekday, day: ofMonth, month } = dateParts(new Date(day * DAY_MS), reader);
  if (reader === "fr") return `le ${weekday} ${ofMonth === 1 ? "1er" : ofMonth} ${month}`;
  return `on ${weekday} ${ofMonth} ${month}`;
}
