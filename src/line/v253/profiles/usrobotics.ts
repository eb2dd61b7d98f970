import { millis, seconds } from "../../../kernel/units.ts";
import type { Profile } from "../profile.ts";
import { generic } from "./generic.ts";

/** USRobotics 5637 and its serial relatives. Source: USR reference manual R46. */
export const usrobotics: Profile = {
  ...generic,
  name: "usrobotics",
  identify: /^560\d$|U\.? ?S\.? ?ROBOTICS/im,
  rank: 2,
  samples: [
    { code: 128, format: "u8", command: "AT+VSM=128,8000" },
    { code: 131, format: "ulaw", command: "AT+VSM=131,8000" },
    { code: 130, format: "alaw", command: "AT+VSM=130,8000" },
  ],
  // The first syllable is cut otherwise.
  leadIn: millis(60),
  // It sends `H` as the echo of its own relay.
  ownEcho: seconds(1),
  // Some refuse the key 9: its two frequencies do the same.
  tones: { ...generic.tones, keys: { "9": "[852,1477,10]" } },
  reset: ["ATZ", { try: "AT&F1" }],
};
