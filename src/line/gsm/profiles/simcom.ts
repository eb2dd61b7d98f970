import type { GsmProfile } from "../profile.ts";
import { generic } from "./generic.ts";

/** Waveshare's page and the threads of callpilot#121: gains of zero are very bad, and a sleeping port gives errors. */
export const sim7600: GsmProfile = {
  ...generic,
  name: "sim7600",
  identify: /SIM76\d\d|SIM75\d\d/i,
  rank: 2,
  init: [
    ...generic.init,
    { try: "AT+CSCLK=0" },
    { try: "AT+CLCC=1" },
    { try: "AT+CNSMOD=1" },
    { try: "AT+CPCMFRM=0" },
    { try: "AT+COUTGAIN=8" },
    { try: "AT+CMICGAIN=3" },
    { try: "AT+CLVL=5" },
    { try: "AT+CLTS=1" },
  ],
  volte: { ask: "AT+CAVIMS?", can: /^\+CAVIMS: ?1/m, set: [{ try: "AT+CEVOLTE=1,1" }] },
  reset: "AT+CRESET",
};

/** Analog sound only; SIM-toolkit noise off. */
export const a7670: GsmProfile = {
  ...sim7600,
  name: "a7670",
  identify: /A767\d/i,
  init: [...generic.init, { try: "AT+MSTK=0,0" }, { try: "AT+CLCC=1" }, { try: "AT+CLTS=1" }],
  sound: null,
};

/** 2G, for which there is no network in France any more soon. */
export const sim800: GsmProfile = {
  ...generic,
  name: "sim800",
  identify: /SIM800|SIM868/i,
  rank: 2,
  sound: null,
  volte: null,
  hangUp: "ATH",
  without: "network-in-france",
};
