import type { AdminParts } from "../parts.ts";
import { sayClock } from "../sentences/say-clock.ts";
import type { Answers } from "../server/routes.ts";

/** Whether the hour is to be believed. */
export function clockAnswers({ clock, time }: AdminParts): Answers<"clock"> {
  return {
    async clock({ language }) {
      const now = clock.now();
      const verdict = time?.verdict();
      if (!verdict)
        return { now, trusted: true, by: "told", since: now, settled: true, sentence: sayClock("told", language) };
      const by = verdict.trusted ? verdict.good.by : verdict.why;
      return {
        now,
        trusted: verdict.trusted,
        by,
        since: verdict.trusted ? verdict.good.since : null,
        settled: time?.settled() ?? true,
        sentence: sayClock(by, language),
      };
    },
  };
}
