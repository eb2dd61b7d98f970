import { Fault } from "../kernel/fault.ts";

/** End any command (V.250 table 1, V.253, 27.007 clause 9). */
const always = /^(?:OK|ERROR|CONNECT(?: .*)?|VCON|\+CM[ES] ERROR:.*)$/;

/** End a command that makes or takes a call; else they tell that a call ended. */
const callProgress = /^(?:NO CARRIER|NO ANSWER|NO DIAL ?TONE|BUSY)$/;
const callCommand = /^AT(?:[BEHLMNPQTVXZ]\d*)*[DAO]|^AT.*\+V(?:TX|RX|TR|LS=[1-9])\b/i;

/**
 * What is sent to hear whether a modem is there. A modem may have been left giving no results at all (`Q1`), or numbers
 * (`V0`): to a bare `AT` it would say nothing that can be understood.
 */
export const SIGN_OF_LIFE = "ATQ0V1E0";

/** A question has an answer of lines before its `OK`. */
export const isQuestion = (command: string): boolean => /^AT(?:I\d*|[^;]*\?)$/i.test(command);

const unsolicited = [
  /^RING(?:[A-Z0-9]?$|[\s;:-])/,
  /^(?:DATE|TIME|NMBR|NAME|MESG|DDN|DDN_NMBR|CALL_ID|ERRM|DRO[NF])\s*=/,
  /^(?:FM|FROM|TO|NUMBER|CALL(?:ER|ED) (?:NAME|NUMBER|NMBR))\s*[=:]/,
  /^(?:PRIVATE|ANONYMOUS|WITHHELD|BLOCKED|UNKNOWN)(?: (?:NUMBER|NAME|CALLER|CALL))?$/,
  /^OUT[ -]OF[ -]AREA$/,
  /^\+(?:CRING|CLIP|CCWA|COLP|CSSI|CSSU|CUSD|CMTI|CDSI|CREG|CGREG|CEREG|CTZV|CTZE|CIEV):/,
  /^\+(?:RXDTMF|DTMF|QTONEDET|QIND|QPCMV|QUSIM):/,
  /^(?:VOICE CALL|MISSED_CALL):/,
  /^(?:Call Ready|SMS Ready|SMS DONE|PB DONE|RDY|NORMAL POWER DOWN)$/,
];

/** Lines that a modem sends without being asked: rings, caller id, network notices. */
export const isUnsolicitedByDefault = (line: string): boolean => unsolicited.some((pattern) => pattern.test(line));

export const isCallProgress = (line: string): boolean => callProgress.test(line);

/** A result that only ever answers something: outside a command it is a late one. */
export const isAnswer = (line: string): boolean => always.test(line);

/** Does this line end the command? */
export function isFinal(line: string, command: string, success: readonly string[]): boolean {
  if (success.includes(line) || always.test(line)) return true;
  return callProgress.test(line) && callCommand.test(command);
}

/** `+CREG: 0,1` answers `AT+CREG?`, whatever else it may be. */
export function answersByName(line: string, command: string): boolean {
  const name = /^(\+[A-Z0-9]+):/.exec(line)?.[1];
  return name !== undefined && command.toUpperCase().includes(name);
}

const LONGEST_HEX = 1024;
const CTRL_Z = "\x1a";

/** What is written behind a prompt, with its end. Throws `serial.bad-command` for anything but hexadecimal digits. */
export function encodeHex(hex: string): Uint8Array {
  if (!/^(?:[0-9A-F]{2})+$/.test(hex) || hex.length > LONGEST_HEX)
    throw new Fault("serial.bad-command", "Only hexadecimal digits can be given to a modem behind a prompt.");
  return Buffer.from(hex + CTRL_Z, "latin1");
}

const LONGEST_COMMAND = 200;

/**
 * A command as bytes, with its CR. Throws `serial.bad-command` when it is empty, too long, or holds anything but
 * printable ASCII: a CR inside would be a second command.
 */
export function encodeCommand(text: string): Uint8Array {
  if (!/^[\x20-\x7e]+$/.test(text) || text.length > LONGEST_COMMAND) {
    const shown = JSON.stringify(text.slice(0, 40));
    throw new Fault("serial.bad-command", `This can't be sent to a modem as a command: ${shown}.`);
  }
  return Buffer.from(`${text}\r`, "latin1");
}
