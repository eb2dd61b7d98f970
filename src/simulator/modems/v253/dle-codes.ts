export const DLE = 0x10;
export const ETX = 0x03;
export const CAN = 0x18;
export const SUB = 0x1a;
export const ESC = 0x1b;

/** Audio as it goes over the wire: each DLE twice. */
export function doubled(bytes: Uint8Array): Uint8Array {
  const extra = bytes.reduce((n, byte) => n + (byte === DLE ? 1 : 0), 0);
  if (extra === 0) return bytes;
  const out = new Uint8Array(bytes.length + extra);
  let at = 0;
  for (const byte of bytes) {
    out[at++] = byte;
    if (byte === DLE) out[at++] = DLE;
  }
  return out;
}

/** What a client sends in a stream: a byte of audio, or DLE and a code. */
export type ClientToken =
  | { readonly audio: number; readonly twice?: true }
  | { readonly code: number; readonly afterDle: boolean };

/** Reads a client's stream a byte at a time. `afterDle`: the token just before was a doubled DLE. */
export function clientStream(): (byte: number) => ClientToken | null {
  let shifted = false;
  let pair = false;
  return (byte) => {
    if (!shifted) {
      shifted = byte === DLE;
      if (shifted) return null;
      pair = false;
      return { audio: byte };
    }
    shifted = false;
    const wasPair = pair;
    pair = byte === DLE;
    if (byte === DLE) return { audio: DLE };
    if (byte === SUB) return { audio: DLE, twice: true };
    return { code: byte, afterDle: wasPair };
  };
}
