import type { Language } from "../../duty/office.ts";
import type { Instant } from "../../kernel/units.ts";
import type { Store } from "../../store/store.ts";
import type { LineInfo } from "../parts.ts";
import type { LineView } from "../schemas/lines.ts";
import { sayFault } from "../sentences/faults.ts";
import { remedyFor } from "../sentences/remedies.ts";
import type { Happening, LiveCall } from "./happening.ts";

interface Known {
  readonly state: "ready" | "trouble";
  readonly at: Instant;
  readonly code: string | null;
  readonly sentence: string | null;
}

/** How each line stands, and which call is on it: kept up as it is told. */
export interface Board {
  take(happening: Happening): void;
  lines(language: Language): LineView[];
  line(name: string, language: Language): LineView | null;
  calls(): readonly LiveCall[];
}

/** `since`: what lines were before the appliance started is no state of theirs. */
export async function openBoard(store: Store, lines: () => readonly LineInfo[], since: Instant): Promise<Board> {
  const known = new Map<string, Known>();
  const calls = new Map<string, LiveCall>();
  for (const { line, ...state } of await store.lines.current()) if (state.at >= since) known.set(line, state);

  const view = (info: LineInfo, language: Language): LineView => {
    const is = known.get(info.name);
    return {
      ...info,
      state: is?.state ?? "starting",
      since: is?.at ?? null,
      code: is?.code ?? null,
      sentence: sayFault(is?.code ?? null, is?.sentence ?? null, language),
      remedy: is?.code ? remedyFor(is.code, language) : null,
      call: calls.get(info.name)?.id ?? null,
    };
  };
  return {
    take(happening) {
      switch (happening.of) {
        case "call":
          calls.set(happening.call.line, happening.call);
          break;
        case "end":
          calls.delete(happening.call.line);
          break;
        case "line": {
          const { line, at, trouble } = happening;
          // Told of a line that is idle, or that has no call any more; one that goes on is told again after it.
          calls.delete(line);
          const why = { code: trouble?.code ?? null, sentence: trouble?.message ?? null };
          known.set(line, { state: trouble ? "trouble" : "ready", at, ...why });
          break;
        }
      }
    },
    lines: (language) => lines().map((info) => view(info, language)),
    line(name, language) {
      const info = lines().find((each) => each.name === name);
      return info ? view(info, language) : null;
    },
    calls: () => [...calls.values()],
  };
}
