import assert from "node:assert/strict";
import { dtmfReceiver } from "../../src/audio/dtmf.ts";
import { cells } from "./keys/cells.ts";
import { keyLine } from "./keys/lines.ts";
import { score, toldBy } from "./keys/score.ts";
import { hasSox } from "./sounds.ts";

const PRESSES = 80;
/** At least so many of a hundred are right: a little under what is measured on thousands. All, where nothing is said. */
const least: Readonly<Record<string, number>> = {
  "corner mix, 40 ms": 98,
  "field mix": 99.5,
  "field mix, GSM full rate": 97,
  "field mix, AMR 12.2": 98,
  "field mix, AMR 4.75": 66,
  "noise 6 dB below, 50 ms": 97,
};

describe("telephone keys as they come over lines", () => {
  for (const [n, cell] of cells.entries()) {
    if (cell.way && cell.way !== "alaw" && !hasSox) continue;
    it(cell.refused ? `refuses: ${cell.name}` : `hears, once each: ${cell.name}`, () => {
      const line = keyLine(cell, PRESSES, 7000 + n);
      const { right, heard, wrong } = score(line, toldBy(dtmfReceiver().feed, line.pcm));
      if (cell.refused) assert.equal(heard, 0);
      else {
        assert.ok(right * 100 >= (least[cell.name] ?? 100), `${(right * 100).toFixed(1)} % right`);
        assert.ok(wrong <= (cell.way === "amr-4.75" ? 1 : 0), `${wrong} wrong`);
      }
    });
  }
});
