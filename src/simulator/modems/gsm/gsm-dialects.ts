/** A cellular module as its programs see it: what it says of itself, how it tells of calls, where its sound goes. */
export interface GsmDialect {
  readonly name: string;
  /** Answers to `ATI` and `+CGMM`. */
  readonly identity: { readonly i: readonly string[]; readonly model: string };
  /** `AT+CLCC=1`: each change of a call is told by a `+CLCC:` of its own, with 6 for a call that went. */
  readonly pushesCalls: boolean;
  /** `VOICE CALL: BEGIN` and `END`. */
  readonly voiceNotices: boolean;
  /** `+QIND: "ccinfo"` once `AT+QINDCFG="ccinfo",1` was said. */
  readonly callInfo: boolean;
  /** The command that brings the sound to the second port; null: analog pins. */
  readonly sound: "+CPCMREG" | "+QPCMV" | null;
  /** Whether its clock has the hour of its zone or that of UTC, with the offset beside it in both. */
  readonly clock: "local" | "utc";
  /** Commands that it does not know. */
  readonly unknown: readonly string[];
}

const sim7600: GsmDialect = {
  name: "sim7600",
  identity: {
    i: ["Manufacturer: SIMCOM INCORPORATED", "Model: SIMCOM_SIM7600E-H", "Revision: SIM7600M22_V2.0"],
    model: "SIMCOM_SIM7600E-H",
  },
  pushesCalls: true,
  voiceNotices: true,
  callInfo: false,
  sound: "+CPCMREG",
  clock: "local",
  unknown: ["+QPCMV", "+QLTS", "+QINDCFG", "+QCFG", "+CIREG", "+CCID", "+ICCID", "+QCCID"],
};

const ec25: GsmDialect = {
  name: "ec25",
  identity: { i: ["Quectel", "EC25", "Revision: EC25EFAR06A06M4G"], model: "EC25" },
  pushesCalls: false,
  voiceNotices: false,
  callInfo: true,
  sound: "+QPCMV",
  clock: "utc",
  unknown: [
    ...["+CPCMREG", "+CPCMFRM", "+CNSMOD", "+AUTOCSQ", "+CSCLK", "+MSTK", "+CEVOLTE", "+CAVIMS"],
    ...["+CCID", "+ICCID", "+CICCID"],
  ],
};

/** Analog sound only. */
const a7670: GsmDialect = {
  name: "a7670",
  identity: {
    i: ["Manufacturer: INCORPORATED", "Model: A7670E-FASE", "Revision: A7670M7_V1.11.1"],
    model: "A7670E-FASE",
  },
  pushesCalls: true,
  voiceNotices: true,
  callInfo: false,
  sound: null,
  clock: "local",
  unknown: ["+QPCMV", "+QLTS", "+QINDCFG", "+QCFG", "+CPCMREG", "+CPCMFRM", "+CIREG"],
};

/** The standard's words and no others. */
const standard: GsmDialect = {
  name: "standard",
  identity: { i: ["Manufacturer: NONAME", "Model: LTE-1"], model: "LTE-1" },
  pushesCalls: false,
  voiceNotices: false,
  callInfo: false,
  sound: "+CPCMREG",
  clock: "local",
  unknown: [
    ...["+QPCMV", "+QLTS", "+QINDCFG", "+QCFG", "+CNSMOD", "+AUTOCSQ", "+CSCLK", "+MSTK", "+CEREG"],
    ...["+CTZU", "+CTFR", "+CEVOLTE", "+CAVIMS", "+CIREG", "+CCID", "+ICCID", "+CICCID", "+QCCID"],
  ],
};

export const gsmDialects: Readonly<Record<string, GsmDialect>> = { sim7600, ec25, a7670, standard };
