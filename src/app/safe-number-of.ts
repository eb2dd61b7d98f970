import { readPhoneNumber } from "../duty/phone-number.ts";
import type { LineConfig } from "./config.ts";

/** Where the network is to forward a line's calls to while the box is off, by its configuration; null: nowhere. */
export const safeNumberOf = ({ safe_number, country }: Pick<LineConfig, "safe_number" | "country">) =>
  safe_number === null ? null : readPhoneNumber(safe_number, country);
