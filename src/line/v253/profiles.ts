import { millis, seconds } from "../../kernel/units.ts";
import type { Profile } from "./profile.ts";
import { v253Meanings } from "./signs.ts";

const DLE = 0x10;
const ESCAPE = 0x21;

/** Plain V.253, and the base of the others. */
export const generic: Profile = {
  name: "generic",
  identifies: null,
  // On-hook first: the program may have died in a call. Never answer by itself (S0): the attendant decides.
  init: [{ try: "ATH0" }, { try: "ATS0=0" }],
  enterVoice: "AT+FCLASS=8",
  leaveVoice: "AT+FCLASS=0",
  samples: [
    { code: 1, format: "u8", command: "AT+VSM=1,8000" },
    { code: 4, format: "ulaw", command: "AT+VSM=4,8000" },
    { code: 5, format: "alaw", command: "AT+VSM=5,8000" },
    { code: 0, format: "s8", command: "AT+VSM=0,8000" },
    { code: 128, format: "u8", command: "AT+VSM=128,8000" },
  ],
  // Don't hang up by yourself, nor after a time without data.
  voice: [{ try: "AT+VNH=1" }, { try: "AT+VIT=0" }],
  callerId: [{ try: "AT+VCID=1" }],
  callerIdArmed: "AT+VCID?",
  callerIdForms: {},
  answer: ["AT+FCLASS=8", "AT+VLS=1"],
  hangUp: ["AT+VLS=0", "ATH0"],
  transmit: "AT+VTX",
  receive: "AT+VRX",
  endReceive: Uint8Array.of(DLE, ESCAPE),
  beforeEndOfTransmit: new Uint8Array(),
  leadIn: millis(60),
  dle: v253Meanings,
  ownEcho: millis(0),
  tones: { send: "AT+VTS={keys}", keys: {}, flash: "AT+VTS={!,{cs}}" },
  reset: ["ATZ"],
};

/** USB sticks with a CX930xx: TRENDnet TFM-561U, StarTech USB56KEMH2. Source: Conexant 102184B. */
export const conexant: Profile = {
  ...generic,
  name: "conexant",
  identifies: /CX930|CONEXANT|^56000$/im,
  samples: [
    { code: 1, format: "u8", command: "AT+VSM=1,8000,0,0" },
    { code: 0, format: "s8", command: "AT+VSM=0,8000,0,0" },
  ],
  callerIdForms: { bell: [{ try: "AT!4886=00" }], etsi: [{ try: "AT!4886=02" }], british: [{ try: "AT!4886=03" }] },
  reset: ["ATZ", { try: "AT&F" }],
};

/** USRobotics 5637 and its serial relatives. Source: USR reference manual R46. */
export const usrobotics: Profile = {
  ...generic,
  name: "usrobotics",
  identifies: /^560\d$|U\.? ?S\.? ?ROBOTICS/im,
  samples: [
    { code: 128, format: "u8", command: "AT+VSM=128,8000" },
    { code: 131, format: "ulaw", command: "AT+VSM=131,8000" },
    { code: 130, format: "alaw", command: "AT+VSM=130,8000" },
  ],
  // It sends `H` as the echo of its own relay.
  ownEcho: seconds(1),
  // Some refuse the key 9: its two frequencies do the same.
  tones: { ...generic.tones, keys: { "9": "[852,1477,10]" } },
  reset: ["ATZ", { try: "AT&F1" }],
};

/** Newer 5637s hear nothing with the line alone: line and speaker. Chosen by name only. */
const usroboticsSpeaker: Profile = {
  ...usrobotics,
  name: "usrobotics-speaker",
  identifies: null,
  answer: ["AT+FCLASS=8", "AT+VLS=5"],
};

/** Zoom 3095: a Conexant that loses the end of a stream unless a doubled 0x10 comes before it. */
export const zoom: Profile = {
  ...conexant,
  name: "zoom",
  identifies: /ZOOM/im,
  endReceive: Uint8Array.of(DLE, DLE, DLE, ESCAPE),
  // Shielded on its way, so that `10 10 10 03` is on the wire.
  beforeEndOfTransmit: Uint8Array.of(DLE),
};

/** Multi-Tech MT9234. It may report no hang-up at all: the tones heard in software do. Source: S000273G. */
export const multitech: Profile = {
  ...generic,
  name: "multitech",
  identifies: /MT9234|MULTI-?TECH/im,
  samples: [
    { code: 128, format: "u8", command: "AT+VSM=128,8000" },
    { code: 1, format: "u8", command: "AT+VSM=1,8000" },
  ],
  reset: ["ATZ", { try: "AT&F" }],
};

/** In the order in which they are tried; the first whose pattern fits is taken. */
export const profiles: readonly Profile[] = [multitech, zoom, usrobotics, usroboticsSpeaker, conexant, generic];

export const profileNames: readonly string[] = profiles.map(({ name }) => name);

/** Asked to know the modem: ATI0 gives a product code, ATI3 a name. */
export const IDENTIFY: readonly string[] = ["ATI0", "ATI3"];

/** The profile by name, or by what the modem said of itself; `generic` for a stranger. */
export function profileFor(said: readonly string[], name?: string): Profile {
  const text = said.map((line) => line.trim()).join("\n");
  const fits = (profile: Profile) => (name === undefined ? profile.identifies?.test(text) : profile.name === name);
  return profiles.find(fits) ?? generic;
}
