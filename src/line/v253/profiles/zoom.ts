import { millis } from "../../../kernel/units.ts";
import type { Profile } from "../profile.ts";
import { conexant } from "./conexant.ts";

const DLE = 0x10;
const ESCAPE = 0x21;

/** Zoom 3095: a Conexant that loses the end of a stream unless a doubled 0x10 comes before it. */
export const zoom: Profile = {
  ...conexant,
  name: "zoom",
  identify: /ZOOM/im,
  rank: 2,
  leadIn: millis(60),
  endReceive: Uint8Array.of(DLE, DLE, DLE, ESCAPE),
  // Shielded on its way, so that `10 10 10 03` is on the wire.
  beforeEndOfTransmit: Uint8Array.of(DLE),
};
