import type { CallerView } from "../../admin/schemas/common.ts";
import type { Words } from "../words/shape.ts";

/** Who a caller is, as well as it is known: a name of the office's lists, of the network, a number, or nothing. */
export const callerName = (caller: CallerView, { shell }: Words): string =>
  caller.known?.name ??
  caller.name ??
  caller.shown ??
  (caller.presentation === "withheld" ? shell.withheld : shell.unknownCaller);
