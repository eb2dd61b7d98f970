import { millis } from "../../../kernel/units.ts";
import type { GsmProfile } from "../profile.ts";

/** 27.007 and nothing more. What a module need not know is tried. */
export const generic: GsmProfile = {
  name: "gsm",
  identify: null,
  rank: 0,
  init: [
    "AT+CLIP=1",
    { try: "AT+CRC=1" },
    { try: "AT+CSSN=1,1" },
    { try: "AT+CCWA=1" },
    { try: "AT+COLP=0" },
    { try: "AT+CREG=1" },
    { try: "AT+CEREG=1" },
    { try: "AT+CTZU=1" },
    // Texts as PDUs, kept until they were read; who sends is told of delivery where the second is taken.
    { try: "AT+CMGF=0" },
    { try: 'AT+CPMS="SM","SM","SM"' },
    { try: "AT+CNMI=2,1,0,0,0" },
    { try: "AT+CNMI=2,1,0,1,0" },
  ],
  sound: { on: "AT+CPCMREG=1", off: "AT+CPCMREG=0", settle: millis(400) },
  card: { on: null, off: null, settle: millis(0) },
  volte: { ask: "AT+CIREG?", can: /^\+CIREG: ?\d,1/m, set: [] },
  time: [{ ask: "AT+CCLK?", form: "local" }],
  networkLooks: 3,
  reset: "AT+CFUN=1,1",
  hangUp: "AT+CHUP",
  refuse: "AT+CHLD=0",
};
