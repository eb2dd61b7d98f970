/** What of the echo is fitted: 8 ms. */
export const TAPS = 64;
/** How much of what was gathered is kept from frame to frame: some 0.6 s. */
const KEPT = 0.97;
/** So little white noise is taken to be in what is played, lest frequencies that are not in it decide. */
const WHITE = 1.002;

/** An echo's path, fitted by least squares to all frames of late. */
export interface EchoTaps {
  readonly taps: Float64Array;
  /**
   * Another frame: `heard`, `played` with TAPS − 1 samples before it. One in which much was left counts for little:
   * there somebody spoke, or pressed a key. `left`: mean square.
   */
  fit(heard: ArrayLike<number>, played: Float64Array, left: number): void;
}

/** Normal equations with a Toeplitz matrix, solved by Levinson's recursion. */
export function echoTaps(): EchoTaps {
  const auto = new Float64Array(TAPS);
  const cross = new Float64Array(TAPS);
  const taps = new Float64Array(TAPS);
  return {
    taps,
    fit(heard, played, left) {
      const weight = 1 / (left + 100);
      for (let k = 0; k < TAPS; k++) {
        let a = 0;
        let c = 0;
        for (let n = 0, at = TAPS - 1; n < heard.length; n++, at++) {
          const x = played[at - k] as number;
          a += (played[at] as number) * x;
          c += (heard[n] as number) * x;
        }
        auto[k] = KEPT * (auto[k] as number) + weight * a;
        cross[k] = KEPT * (cross[k] as number) + weight * c;
      }
      solve(auto, cross, taps);
    },
  };
}

const forward = new Float64Array(TAPS);
const turned = new Float64Array(TAPS);

/** Levinson: `x` such that the symmetric Toeplitz matrix of `r` times it is `y`. Left as it was where there is none. */
function solve(r: Float64Array, y: Float64Array, x: Float64Array): void {
  const first = (r[0] as number) * WHITE;
  if (!(first > 0)) return;
  forward.fill(0);
  forward[0] = 1;
  let error = first;
  const found = new Float64Array(TAPS);
  found[0] = (y[0] as number) / first;
  for (let n = 1; n < TAPS; n++) {
    let f = 0;
    let e = 0;
    for (let i = 0; i < n; i++) {
      f += (forward[i] as number) * (r[n - i] as number);
      e += (found[i] as number) * (r[n - i] as number);
    }
    const reflection = -f / error;
    for (let i = 0; i <= n; i++) turned[i] = (forward[i] as number) + reflection * (forward[n - i] as number);
    forward.set(turned.subarray(0, n + 1));
    error *= 1 - reflection * reflection;
    if (!(error > 0)) return;
    const step = ((y[n] as number) - e) / error;
    for (let i = 0; i <= n; i++) found[i] = (found[i] as number) + step * (forward[n - i] as number);
  }
  x.set(found);
}
