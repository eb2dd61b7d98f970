import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Pcm } from "../../src/audio/pcm.ts";
import type { Digit } from "../../src/kernel/phone-number.ts";
import { bytesOf } from "../audio/keys/lines.ts";
import type { Told } from "../audio/keys/score.ts";

/** Reads raw sound (16 bits, 8 kHz) in frames of 20 ms; a line for each digit, and the processor time in seconds at the end. */
const PEER = `
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <spandsp.h>
int main(void) {
  static int16_t sound[1 << 28];
  long count = fread(sound, 2, 1 << 28, stdin), at;
  dtmf_rx_state_t *rx = dtmf_rx_init(NULL, NULL, NULL);
  clock_t begun = clock();
  for (at = 0; at + 160 <= count; at += 160) {
    char digits[64];
    dtmf_rx(rx, sound + at, 160);
    int got = dtmf_rx_get(rx, digits, 63);
    for (int i = 0; i < got; i++) printf("%c %ld\\n", digits[i], at + 160);
  }
  printf("= %f\\n", (double) (clock() - begun) / CLOCKS_PER_SEC);
  return 0;
}
`;

export interface Spandsp {
  (pcm: Pcm): { readonly told: readonly Told[]; readonly seconds: number };
  done(): void;
}

/** The DTMF receiver of spandsp (Debian's `libspandsp-dev`), or null where it or a compiler is missing. */
export function spandsp(): Spandsp | null {
  const folder = mkdtempSync(join(tmpdir(), "permanence-spandsp-"));
  const done = () => rmSync(folder, { recursive: true, force: true });
  const program = join(folder, "peer");
  writeFileSync(`${program}.c`, PEER);
  const made = spawnSync("cc", ["-O2", "-o", program, `${program}.c`, "-lspandsp", "-lm"]);
  if (made.status !== 0) {
    done();
    return null;
  }
  const receive = (pcm: Pcm) => {
    const lines = execFileSync(program, { input: bytesOf(pcm), maxBuffer: 2 ** 28 })
      .toString()
      .trim()
      .split("\n");
    const seconds = Number(lines.pop()?.slice(2));
    const told = lines.map((line) => ({ digit: line.charAt(0) as Digit, at: Number(line.slice(2)) }));
    return { told, seconds };
  };
  return Object.assign(receive, { done });
}
