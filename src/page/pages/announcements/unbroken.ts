/** As it is printed: French puts a space before some marks, where no line may break; an apostrophe is none of a typewriter. */
export const unbroken = (text: string): string =>
  text.replace(/ (?=[:;!?»])|(?<=«) /g, "\u00a0").replace(/(?<=\p{L})'(?=\p{L})/gu, "’");
