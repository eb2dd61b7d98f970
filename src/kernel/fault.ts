/**
 * The codes of each room. A room adds its own in its `faults.ts`, and nothing else compiles; `admin/sentences/faults.ts`
 * then asks for the sentence that a person reads.
 */
// biome-ignore lint/suspicious/noEmptyInterface: the rooms fill it.
export interface FaultCodes {}

/** A fault's code begins with the room it arose in: `line.no-answer`, `serial.timeout`. */
export type FaultCode = { [Room in keyof FaultCodes]: `${Room}.${FaultCodes[Room]}` }[keyof FaultCodes];

/** The one error of this code base: a code for programs, a plain sentence for people, and the cause. */
export class Fault extends Error {
  readonly code: FaultCode;

  constructor(code: FaultCode, sentence: string, cause?: unknown) {
    super(sentence, cause === undefined ? undefined : { cause });
    this.name = "Fault";
    this.code = code;
  }
}

/** Whatever was thrown, as a Fault: ours as it is, anything else under `code` with its own words. */
export function asFault(thrown: unknown, code: FaultCode): Fault {
  if (thrown instanceof Fault) return thrown;
  return new Fault(code, thrown instanceof Error ? thrown.message : String(thrown), thrown);
}

/** A fault as one sentence, with the causes behind it. */
export function explain(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const cause = thrown.cause === undefined ? "" : explain(thrown.cause);
  return cause === "" || thrown.message.includes(cause) ? thrown.message : `${thrown.message} (${cause})`;
}
