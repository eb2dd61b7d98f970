import { Fault } from "../kernel/fault.ts";

/** A profile that is named must be there. Fault `line.bad-settings`. */
export function mustBeKnown(profile: string | undefined, names: readonly string[]): void {
  if (profile === undefined || names.includes(profile)) return;
  throw new Fault(
    "line.bad-settings",
    `There is no profile ${JSON.stringify(profile)}. There are: ${names.join(", ")}.`,
  );
}
