import type { Profile } from "../profile.ts";
import { usrobotics } from "./usrobotics.ts";

/** Newer 5637s hear nothing with the line alone: line and speaker. Chosen by name only. */
export const usroboticsSpeaker: Profile = {
  ...usrobotics,
  name: "usrobotics-speaker",
  identify: null,
  takeLine: ["AT+VLS=5", "ATH1", "ATA", "AT+VLS=1"],
};
