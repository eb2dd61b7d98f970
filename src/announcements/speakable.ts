/**
 * Text for a speech engine: what an engine could take for markup (`<break>`, espeak's `[[phonemes]]`) or for an
 * option, and what no one can pronounce, becomes a space.
 */
export function speakable(text: string): string {
  return tidy(text.normalize("NFC").replace(/[^\p{L}\p{M}\p{N}\s.,;:!?'’()&%€«»°/+-]/gu, " ")).replace(/^[-\s]+/, "");
}

const LONGEST_NAME = 60;

/** A name from outside (caller id, import) as words alone; null when nothing of it can be said. */
export function speakableName(name: string): string | null {
  const words = tidy(name.normalize("NFC").replace(/[^\p{L}\p{M}\p{N}\s'’.&-]/gu, " "))
    .slice(0, LONGEST_NAME)
    .trim()
    .split(" ")
    // The network sends capitals, which engines may spell.
    .map((word) => (/^\p{Lu}{4,}$/u.test(word) ? word.slice(0, 1) + word.slice(1).toLowerCase() : word))
    .join(" ");
  return /[\p{L}\p{N}]/u.test(words) ? words : null;
}

/** One space between words, none before a full stop, and never two full stops ("six p.m.."). */
export const tidy = (text: string): string =>
  text
    .replace(/\s+/g, " ")
    .replace(/ +([.,])/g, "$1")
    .replace(/\.\.+/g, ".")
    .trim();
