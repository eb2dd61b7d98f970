/** Numbers that carry their unit in the type, so that a duration never stands in for an instant. */

declare const unit: unique symbol;
type Unit<Name extends string> = number & { readonly [unit]: Name };

/** A duration in milliseconds. */
export type Millis = Unit<"ms">;
/** A moment: milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = Unit<"instant">;
/** A frequency or a sample rate in hertz. */
export type Hertz = Unit<"Hz">;

export const millis = (n: number): Millis => n as Millis;
export const seconds = (n: number): Millis => (n * 1000) as Millis;
export const minutes = (n: number): Millis => (n * 60_000) as Millis;
export const hertz = (n: number): Hertz => n as Hertz;
export const instant = (epochMs: number): Instant => epochMs as Instant;

export const plus = (at: Instant, d: Millis): Instant => (at + d) as Instant;
/** How long `later` lies after `earlier`; negative when it does not. */
export const between = (earlier: Instant, later: Instant): Millis => (later - earlier) as Millis;
