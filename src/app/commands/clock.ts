import { mkdir } from "node:fs/promises";
import { sayClock } from "../../admin/sentences/say-clock.ts";
import type { Language } from "../../duty/office.ts";
import { Fault } from "../../kernel/fault.ts";
import { RELEASED } from "../../kernel/plausible.ts";
import { millis } from "../../kernel/units.ts";
import { judgedClock, readingNow } from "../judged-clock.ts";
import { keptClock } from "../kept-clock.ts";
import { dataFolder } from "../paths.ts";
import { type CommonOptions, print, wallClock, withStore } from "../terminal.ts";

interface ClockOptions extends CommonOptions {
  readonly right?: boolean;
  readonly language: Language;
}

/** Whether the clock is to be believed; and a person's word that it is. Also while the appliance runs. */
export async function clock(options: ClockOptions): Promise<void> {
  const folder = dataFolder(options.data);
  const fr = options.language === "fr";
  if (options.right) {
    const now = await readingNow();
    if (now.wall < RELEASED)
      throw new Fault("app.clock-wrong", `It is not ${wallClock(now.wall, "UTC")} UTC: set the machine's clock first.`);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await keptClock(folder).keep({ ...now, by: "person", since: now.wall, unsettled: millis(0) });
    print(options, { confirmed: now.wall }, () => [
      fr ? "C’est noté : l’heure est juste." : "Noted: the clock is right.",
    ]);
    return;
  }
  await withStore(options, async (store) => {
    const { now, verdict, hour } = await judgedClock(folder, store);
    const { zone } = await store.office.read();
    const by = verdict.trusted ? verdict.good.by : verdict.why;
    const good = verdict.trusted ? verdict.good : null;
    const waits = Math.ceil((good?.unsettled ?? 0) / 3_600_000);
    print(
      options,
      { now: now.wall, trusted: verdict.trusted, by, since: good?.since ?? null, unsettledMs: good?.unsettled ?? null },
      () => [
        `${wallClock(now.wall, zone)} (${zone})`,
        sayClock(by, options.language),
        ...(good || hour === null
          ? []
          : [
              fr
                ? `Les horaires sont suivis à ${wallClock(hour, zone)}.`
                : `The schedule is read as of ${wallClock(hour, zone)}.`,
            ]),
        ...(good ? [`${fr ? "Depuis" : "Since"} ${wallClock(good.since, zone)}.`] : []),
        ...(waits > 0
          ? [
              fr
                ? `Elle a été réglée il y a peu : rien n’est supprimé pendant ${waits} h encore.`
                : `It was set not long ago: nothing is deleted for another ${waits} h.`,
            ]
          : []),
        ...(good
          ? []
          : [
              fr
                ? "Rien n’est supprimé. Si la date et l’heure sont justes : permanence clock --right"
                : "Nothing is deleted. If the date and time are right: permanence clock --right",
            ]),
      ],
    );
  });
}
