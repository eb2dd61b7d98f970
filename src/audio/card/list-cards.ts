import { access, readFile } from "node:fs/promises";
import { join } from "node:path";

/** A sound card that hears, as the kernel lists it. */
export interface ListedCard {
  /** As a configuration names it. */
  readonly name: string;
  /** What it says of itself. */
  readonly label: string;
}

/** ` 1 [Device         ]: USB-Audio - USB PnP Sound Device` */
const CARD = /^ *(\d+) \[(\w+) *\]: (\S+) - (.*)$/gm;

/** The sound cards of this machine's USB ports that can be heard; none where the kernel lists none. */
export async function listCards(folder = "/proc/asound"): Promise<readonly ListedCard[]> {
  const text = await readFile(join(folder, "cards"), "utf8").catch(() => "");
  const cards = [...text.matchAll(CARD)].filter(([, , , driver]) => driver === "USB-Audio");
  const hears = ([, number]: RegExpExecArray) =>
    access(join(folder, `card${number}`, "pcm0c")).then(
      () => true,
      () => false,
    );
  const heard = await Promise.all(cards.map(hears));
  return cards
    .filter((_, n) => heard[n])
    .map(([, , name = "", , label = ""]) => ({ name: `plughw:CARD=${name}`, label: label.trim() }));
}
