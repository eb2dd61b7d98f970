import type { Profile } from "../profile.ts";
import { generic } from "./generic.ts";

/** USB sticks with a CX930xx: TRENDnet TFM-561U, StarTech USB56KEMH2. Source: Conexant 102184B. */
export const conexant: Profile = {
  ...generic,
  name: "conexant",
  identify: /CX930|CONEXANT|^56000$/im,
  rank: 1,
  samples: [
    { code: 1, format: "u8", command: "AT+VSM=1,8000,0,0" },
    { code: 0, format: "s8", command: "AT+VSM=0,8000,0,0" },
  ],
  callerIdForms: { bell: [{ try: "AT!4886=00" }], etsi: [{ try: "AT!4886=02" }], british: [{ try: "AT!4886=03" }] },
  reset: ["ATZ", { try: "AT&F" }],
};
