import { randomBytes } from "node:crypto";
import { moveSlot } from "../../duty/move-slot.ts";
import type { User } from "../../store/users.ts";
import type { AdminParts } from "../parts.ts";
import type { ChangesMade } from "../schemas/office-changes.ts";
import { Refused } from "../sentences/refusals.ts";
import type { Live } from "../server/live.ts";
import { revisionOf } from "../server/revision.ts";
import type { Answers } from "../server/routes.ts";
import { changeOffice, changesOf, unchangedSince } from "./change-office.ts";
import { entryOf } from "./draft-office.ts";
import { saving } from "./saving.ts";
import { askAboutNumbers } from "./sure-numbers.ts";

/** Changes that are more than one row: all of them or none, and each answer says what would take it back. */
export function officeChangeAnswers({ store, lines }: AdminParts, live: Live): Answers<"changeOffice" | "moveShift"> {
  const made = async (what: string, by: User, work: Promise<ChangesMade>): Promise<ChangesMade> => {
    const changes = await work;
    void live.officeMayHaveChanged(by.name, what);
    return changes;
  };
  return {
    async changeOffice({ body, by, language }) {
      const office = await store.office.read();
      const changes = changesOf(body, office);
      askAboutNumbers(lines, office, changes, { sure: body.sure, language });
      const check = unchangedSince(body.based);
      return made("office", by, changeOffice(store.office, "office.change", changes, by.name, language, check));
    },
    async moveShift({ body, by, language }) {
      const { rule: id, day, to, extent, based } = body;
      const office = await store.office.read();
      const rule = office.rota.find((each) => each.id === id);
      if (!rule || revisionOf(rule) !== based)
        throw new Refused("changed", "", { row: rule ?? null, revision: revisionOf(rule ?? null) });
      const rules = moveSlot(rule, day, to, extent, () => `${id.slice(0, 30)}-${randomBytes(4).toString("hex")}`);
      if (!rules) throw new Refused("bad-request", `${id}, ${day}, ${extent}`);
      const changes = rules.map((each) => saving("rota", entryOf("rota", each, office)));
      const check = ({ rota }: { readonly rota: readonly (typeof rule)[] }) => {
        const now = rota.find((each) => each.id === id) ?? null;
        if (revisionOf(now) !== based) throw new Refused("changed", "", { row: now, revision: revisionOf(now) });
      };
      return made("rota", by, changeOffice(store.office, "rota.move", changes, by.name, language, check));
    },
  };
}
