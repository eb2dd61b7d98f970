/** What ALSA calls a device, without the characters with which a name may hold a whole configuration. */
const NAME = /^[A-Za-z][\w-]{0,31}(?::[\w=,.-]{1,64})?$/;

/** Whether this may be told to the programs of ALSA as a device: `plughw:CARD=Device`, `default`, one of `asound.conf`. */
export const isCardName = (name: string): boolean => NAME.test(name);

/**
 * The device that is opened. `hw:` is the bare card, and few of them take 8 kHz with one channel: `arecord` says so as a
 * warning and goes on at another rate. `plughw:` is the same card, converted.
 */
export const deviceOf = (name: string): string => name.replace(/^hw(?=:|$)/, "plughw");

/** How the kernel calls the card in `/proc/asound`: by its name, or `card1`; null where the name does not tell. */
export function cardOf(name: string): string | null {
  const [, words] = /^(?:plug)?hw:(.*)$/.exec(name) ?? [];
  const card = words?.split(",")[0]?.replace(/^CARD=/, "");
  if (card === undefined || card === "") return null;
  return /^\d+$/.test(card) ? `card${card}` : card;
}
