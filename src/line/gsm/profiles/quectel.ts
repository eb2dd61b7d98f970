import { millis } from "../../../kernel/units.ts";
import type { GsmProfile } from "../profile.ts";
import { generic } from "./generic.ts";

/** Sound on the NMEA port, or as a sound card ("Android"). It and the rest of the second half are lost at a reset: said at each start. */
export const ec25: GsmProfile = {
  ...generic,
  name: "ec25",
  identify: /\bE[CG]2[15]|\bEG9[15]/i,
  rank: 2,
  init: [
    ...generic.init,
    { try: 'AT+QINDCFG="ccinfo",1,0' },
    { try: 'AT+QINDCFG="ring",0,0' },
    { try: "AT+QAUDMOD=3" },
    { try: "AT+CLVL=5" },
  ],
  sound: { on: "AT+QPCMV=1,0", off: "AT+QPCMV=0", settle: millis(0) },
  card: { on: "AT+QPCMV=1,2", off: "AT+QPCMV=0", settle: millis(0) },
  // Its clock has the hour of UTC, whatever offset stands beside it (AT+CTZU=1).
  time: [
    { ask: "AT+QLTS=1", form: "utc" },
    { ask: "AT+CCLK?", form: "utc" },
  ],
  volte: { ask: 'AT+QCFG="ims"', can: /^\+QCFG: ?"ims",\d,1/m, set: [{ try: 'AT+QCFG="ims",1' }] },
};
