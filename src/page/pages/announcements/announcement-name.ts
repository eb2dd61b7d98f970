import type { AnnouncementView } from "../../../admin/schemas/announcements.ts";
import type { Words } from "../../words/shape.ts";

type Kinds = Words["announcements"]["kinds"];
const isPlain = (kind: string, kinds: Kinds): kind is keyof Kinds => Object.hasOwn(kinds, kind);

/** "Fermeture, avec la touche d'urgence". */
export function announcementName(
  { kind, urgent }: Pick<AnnouncementView, "kind" | "urgent">,
  { announcements: w }: Words,
): string {
  const name = isPlain(kind, w.kinds) ? w.kinds[kind] : w.info(kind.slice(-1));
  return urgent ? `${name}, ${w.urgent}` : name;
}
