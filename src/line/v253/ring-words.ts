/** `RING`, the kind of a distinctive ring behind it or stuck to it (`RING A`, `RING 1`, `RINGA`), the caller's number. */
export const isRing = (text: string): boolean => /^RING(?:[A-Z0-9]?$|[\s;:-])/i.test(text);

/** A ring of a modem that gives numbers (`V0`): it reset itself, and what it was told is forgotten. */
export const isNumericRing = (text: string): boolean => text === "2";

/** How long a ring sounds and pauses, told apart from the ring itself (`+VDR`). */
export const isRhythm = (text: string): boolean => /^DRO[NF]\s*=/i.test(text);
