import { access } from "node:fs/promises";
import { join } from "node:path";
import { cardOf } from "../../audio/card/card-name.ts";
import { type Card, openCard } from "../../audio/card/open-card.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Log } from "../../kernel/log.ts";
import type { CardWay } from "./sound-way.ts";

/** Where the kernel lists its sound cards. */
const KERNELS_CARDS = "/proc/asound";

/** A module's sound over a sound card of this machine: opened for each call, which takes some hundredths of a second. */
export function cardWay(card: Card, clock: Clock, log: Log, cards: string = KERNELS_CARDS): CardWay {
  const { name } = card;
  let looking: Promise<void> = Promise.resolve();
  const isHere = (path: string) =>
    access(path).then(
      () => true,
      () => false,
    );
  return {
    over: "card",
    name,
    async open() {
      // A call that comes while somebody looks at the card finds it free.
      await looking.catch(() => undefined);
      return openCard(card, clock, log);
    },
    look() {
      looking = openCard(card, clock, log).then((open) => open.close());
      return looking;
    },
    async isThere() {
      const listed = cardOf(name);
      return listed === null || !(await isHere(cards)) || isHere(join(cards, listed));
    },
  };
}
