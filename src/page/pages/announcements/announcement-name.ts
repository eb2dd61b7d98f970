import type { AnnouncementView } from "../../../admin/schemas/announcements.ts";
import { closureOf } from "../../../attendant/announcement-kinds.ts";
import type { Words } from "../../words/shape.ts";

type Kinds = Words["announcements"]["kinds"];
const isPlain = (kind: string, kinds: Kinds): kind is keyof Kinds => Object.hasOwn(kinds, kind);

/** "Fermeture, avec la touche d'urgence". */
export function announcementName(
  { kind, urgent, own }: Pick<AnnouncementView, "kind" | "urgent"> & Partial<Pick<AnnouncementView, "own">>,
  { announcements: w }: Words,
): string {
  const closure = closureOf(kind);
  const name =
    closure !== null
      ? w.own.name(own?.closure.name ?? closure)
      : isPlain(kind, w.kinds)
        ? w.kinds[kind]
        : w.info(kind.slice(-1));
  return urgent ? `${name}, ${w.urgent}` : name;
}
