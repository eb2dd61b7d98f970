import type { NeedRecordView, NeedView } from "../../../admin/schemas/needs.ts";
import type { Times } from "../../lib/when.ts";
import type { Words } from "../../words/shape.ts";

type Past = NeedRecordView["history"][number];

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const named = (value: unknown): string =>
  typeof value === "object" && value !== null && "name" in value ? text(value.name) : text(value);
const of = (table: object, key: unknown): string | undefined =>
  Object.hasOwn(table, text(key)) ? text((table as Record<string, unknown>)[text(key)]) : undefined;

/** The asking that was answered. */
const askOf = (history: readonly Past[], ask: unknown) =>
  history.find(({ what, detail }) => what === "asked" && detail.ask === ask)?.detail;
const nameOf = (history: readonly Past[], person: unknown): string =>
  named(history.find(({ what, detail }) => what === "asked" && detail.person === person)?.detail.name);
const names = (told: unknown): string[] => (Array.isArray(told) ? told.map(named).filter((name) => name !== "") : []);

/** One line of a need's history, and what was noted with it. */
export function sayPast(
  { what, detail }: Past,
  { needs }: Words,
  history: readonly Past[],
): { readonly said: string; readonly note: string } {
  const w = needs.past;
  const by = named(detail.by);
  const note = text(detail.note);
  const line = (said: string) => ({ said, note });
  switch (what) {
    case "opened":
    case "joined":
      return line(w[what]);
    case "message":
      return line(w.message);
    case "asked":
      return line(w.asked(text(detail.name), of(w.channels, detail.channel) ?? ""));
    case "answered": {
      const ask = askOf(history, detail.ask);
      const who = named(ask?.name) || text(detail.name);
      if (ask?.channel === "email" && detail.answer === "failed") return line(w.notSent(who));
      return line(`${who} ${of(w.answers, detail.answer) ?? ""}`.trim());
    }
    case "taken":
      return line(w.taken(by, of(w.hows, detail.how) ?? ""));
    case "given-back":
      return line(w["given-back"](by));
    case "told":
      return line(w.told(text(detail.name) || nameOf(history, detail.person) || text(detail.person)));
    case "last-resort":
      return line(w["last-resort"](names(detail.told)));
    case "note":
      return line(w.note(by));
    case "due":
      return line(w.due);
    case "closed":
      return line(w.closed(by, of(needs.reasons, detail.reason) ?? ""));
    case "reopened":
      return line(w.reopened(by));
    default:
      return line(w.other);
  }
}

/** Until when, or since when it is late. */
export const sayDue = ({ dueAt }: NeedView, now: number, times: Times, { needs }: Words): string =>
  dueAt < now ? needs.lateSince(times.moment(dueAt, now)) : needs.before(times.moment(dueAt, now));
