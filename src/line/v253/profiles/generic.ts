import { millis } from "../../../kernel/units.ts";
import type { Profile } from "../profile.ts";
import { v253Meanings } from "../signs.ts";

const DLE = 0x10;
const ESCAPE = 0x21;

/** Plain V.253, and the base of the others. */
export const generic: Profile = {
  name: "generic",
  identify: null,
  rank: 0,
  // On-hook first: the program may have died in a call. Never answer by itself (S0): the attendant decides.
  init: [{ try: "ATH0" }, { try: "ATS0=0" }],
  enterVoice: "AT+FCLASS=8",
  leaveVoice: "AT+FCLASS=0",
  duplex: false,
  samples: [
    { code: 1, format: "u8", command: "AT+VSM=1,8000" },
    { code: 4, format: "ulaw", command: "AT+VSM=4,8000" },
    { code: 5, format: "alaw", command: "AT+VSM=5,8000" },
    { code: 0, format: "s8", command: "AT+VSM=0,8000" },
    { code: 128, format: "u8", command: "AT+VSM=128,8000" },
  ],
  // Don't hang up by yourself, nor after a time without data.
  voice: ["AT+VNH=1", "AT+VIT=0"],
  callerId: [{ try: "AT+VCID=1" }],
  callerIdArmed: "AT+VCID?",
  callerIdForms: {},
  takeLine: ["AT+VLS=1", "ATH1", "ATA", "AT+VLS=5"],
  speaker: "AT+VLS=5",
  hangUp: ["AT+VLS=0", "ATH0"],
  transmit: "AT+VTX",
  receive: "AT+VRX",
  endReceive: Uint8Array.of(DLE, ESCAPE),
  beforeEndOfTransmit: new Uint8Array(),
  // It plays all that it is given (V.253); what the exchange needs to connect is over by then.
  leadIn: millis(20),
  dle: v253Meanings,
  // None that is known does; a stranger that did would have every call taken for somebody else's.
  ownEcho: millis(400),
  tones: { send: "AT+VTS={keys}", keys: {}, flash: "AT+VTS={!,{cs}}" },
  reset: ["ATZ"],
};
