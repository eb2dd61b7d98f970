/** French puts a space before some marks: no line may break there. */
export const unbroken = (text: string): string => text.replace(/ (?=[:;!?»])|(?<=«) /g, "\u00a0");
