const RING = Buffer.from("\r\nRING\r\n", "latin1");

/**
 * Looks for the text of a ring in the middle of sound: a modem that did not take the line may say so there, too. No
 * sound is like it.
 */
export function ringInSound(): (bytes: Uint8Array) => boolean {
  let before = Buffer.alloc(0);
  return (bytes) => {
    const all = Buffer.concat([before, bytes]);
    before = all.subarray(Math.max(0, all.length - RING.length + 1));
    return all.includes(RING);
  };
}
