import type { Profile } from "../profile.ts";
import { generic } from "./generic.ts";

/** Multi-Tech MT9234. It may report no hang-up at all: the tones heard in software do. Source: S000273G. */
export const multitech: Profile = {
  ...generic,
  name: "multitech",
  identify: /MT9234|MULTI-?TECH/im,
  rank: 2,
  samples: [
    { code: 128, format: "u8", command: "AT+VSM=128,8000" },
    { code: 1, format: "u8", command: "AT+VSM=1,8000" },
  ],
  reset: ["ATZ", { try: "AT&F" }],
};
