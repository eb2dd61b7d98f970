declare const e164: unique symbol;

/** A telephone number in E.164 form (`+33612345678`), already checked. Made by `duty/phone-number.ts`. */
export type PhoneNumber = string & { readonly [e164]: true };

/** A key of the telephone. */
export type Digit = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "*" | "#" | "A" | "B" | "C" | "D";

export const isDigit = (text: string): text is Digit => /^[0-9*#A-D]$/.test(text);
