import type { Dialect } from "./dialects.ts";

/** What a modem forgets when it is reset or loses power. */
export interface ModemSettings {
  echo: boolean;
  verbose: boolean;
  quiet: boolean;
  /** `X`: 2 and 4 wait for the dial tone before dialling. */
  extended: number;
  voiceClass: boolean;
  callerId: boolean;
  frenchCallerId: boolean;
  vls: number;
  /** Place in the dialect's list of sample formats. */
  samples: number;
  /** `+VSD`: sensitivity (0: off) and time in 0.1 s. */
  silence: readonly [number, number];
  /** The modem stops the client while its buffer is full (`+IFC=…,2`, `+FLO=2`). */
  flowControl: boolean;
  /** `+VIT`, in seconds: on-hook after so long without a command in a call. */
  inactivity: number;
  gainOut: number;
  gainIn: number;
  readonly registers: Map<number, number>;
  /** Parameters that are kept and given back, and change nothing here. */
  readonly kept: Map<string, string>;
}

export const factorySettings = (dialect: Dialect): ModemSettings => ({
  echo: true,
  verbose: true,
  quiet: false,
  extended: 4,
  voiceClass: false,
  callerId: false,
  frenchCallerId: dialect.frenchCallerId === null,
  vls: 0,
  samples: 0,
  silence: [0, 50],
  flowControl: false,
  inactivity: 60,
  gainOut: 128,
  gainIn: 128,
  registers: new Map([
    [0, 0],
    [3, 13],
    [4, 10],
    [5, 8],
    [7, 50],
    [8, 2],
    [11, 95],
  ]),
  kept: new Map(),
});
