import type { NeedRecordView, NeedView } from "../../../admin/schemas/needs.ts";
import type { Times } from "../../lib/when.ts";
import type { Words } from "../../words/shape.ts";

type Past = NeedRecordView["history"][number];

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const named = (value: unknown): string =>
  typeof value === "object" && value !== null && "name" in value ? text(value.name) : text(value);
const of = (table: object, key: unknown): string | undefined =>
  Object.hasOwn(table, text(key)) ? text((table as Record<string, unknown>)[text(key)]) : undefined;

/** The name of whoever was asked in an ask of this number. */
const askedOf = (history: readonly Past[], ask: unknown): string =>
  named(history.find(({ what, detail }) => what === "asked" && detail.ask === ask)?.detail.name);

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
      const who = askedOf(history, detail.ask) || text(detail.name);
      return line(`${who} ${of(w.answers, detail.answer) ?? ""}`.trim());
    }
    case "taken":
      return line(w.taken(by, of(w.hows, detail.how) ?? ""));
    case "given-back":
      return line(w["given-back"](by));
    case "told":
      return line(w.told(text(detail.name) || text(detail.person)));
    case "last-resort":
      return line(w["last-resort"]);
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
