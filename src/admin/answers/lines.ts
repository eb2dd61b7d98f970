import { zoneNamed } from "../../duty/wall-clock.ts";
import { instant, minutes, plus } from "../../kernel/units.ts";
import { keptSim, pinKey } from "../../store/sim-pin.ts";
import type { AdminParts } from "../parts.ts";
import { keptCheck, keptProbe } from "../schemas/line-care.ts";
import { sayFault } from "../sentences/faults.ts";
import { Refused } from "../sentences/refusals.ts";
import { sayCheck } from "../sentences/say-finding.ts";
import { sayProbe } from "../sentences/say-probe.ts";
import type { Board } from "../server/board.ts";
import type { Answers } from "../server/routes.ts";
import { checkKey, keptIn, probeKey } from "./kept-trials.ts";

type Which = "lines" | "lineHistory" | "line" | "savePin";

/** How far back troubles are counted. */
const TROUBLES = minutes(-30 * 24 * 60);

/** How the lines fare. */
export function linesAnswers({ store, clock, care }: AdminParts, board: Board): Answers<Which> {
  const pinOf = async (name: string) => {
    const sim = care?.sim?.(name);
    if (!sim) return null;
    if (sim.configured) return "technician";
    return keptIn(keptSim, await store.settings.get(pinKey(name))) ? "page" : "nobody";
  };
  return {
    async savePin({ params: { name }, body: { pin }, by }) {
      if (!board.line(name, "fr") || !care?.sim?.(name)) throw new Refused("no-such", name);
      const told = (value: unknown, before: unknown) => {
        const [now, then] = [keptIn(keptSim, value), keptIn(keptSim, before)];
        return now && { pin: now.pin === then?.pin ? "kept" : "changed" };
      };
      await store.settings.set(pinKey(name), pin === null ? null : { pin }, by.name, { told });
      return { done: true };
    },
    lines: async ({ language }) => ({ lines: board.lines(language) }),
    async lineHistory({ params, language }) {
      if (!board.line(params.name, language)) throw new Refused("no-such", params.name);
      const history = await store.lines.history(params.name);
      return {
        history: history.map((each) => ({ ...each, sentence: sayFault(each.code, each.sentence, language) })),
      };
    },
    async line({ params: { name }, language, by }) {
      const line = board.line(name, language);
      if (!line) throw new Refused("no-such", name);
      const office = await store.office.read();
      const now = clock.now();
      const zone = zoneNamed(office.zone);
      const { calls, troubles } = await store.browse.lineCounts(
        name,
        instant(zone.instantOf(zone.dayAt(now), 0)),
        plus(now, TROUBLES),
      );
      const [last] = await store.browse.calls({ line: name, limit: 1 });
      const check = keptIn(keptCheck, await store.settings.get(checkKey(name)));
      const probe = keptIn(keptProbe, await store.settings.get(probeKey(name)));
      return {
        forwarding: care?.forwarding(name) ?? (line.forwards ? "hook-flash" : "none"),
        trials: care !== undefined,
        callsToday: calls,
        troubles,
        lastCall: last ? { id: last.id, at: last.at } : null,
        check: check && { at: check.at, by: check.by, verdict: check.verdict, ...sayCheck(check, language) },
        probe: probe && { at: probe.at, by: probe.by, to: probe.to, ...sayProbe(probe, probe.to, language) },
        pin: by.role === "admin" ? await pinOf(name) : null,
        transcript: care && by.role === "admin" ? care.transcript(name) : null,
      };
    },
  };
}
