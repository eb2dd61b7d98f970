/** What is in the module and around it besides calls: SIM, network, clock. Tests and stories change it. */
export interface GsmState {
  sim: "ready" | "pin" | "puk" | "absent";
  /** The number that is printed on the SIM. */
  iccid: string;
  pin: string;
  /** It asks for its PIN whenever its module starts. Set by a SIM that is `pin` at first. */
  pinAsked: boolean;
  pinTries: number;
  /** 0 none, 1 home, 2 searching, 3 denied, 5 roaming; of circuits and of LTE. */
  creg: number;
  cereg: number;
  operator: string;
  /** 0 GSM, 2 UMTS, 7 LTE (27.007, `+COPS`). */
  technology: number;
  /** 0 to 31, 99 unknown. */
  signal: number;
  /** The network takes voice over LTE. */
  ims: boolean;
  /** What the network tells of the hour: how far it is ahead of the simulator's clock; null: nothing, ever. Milliseconds. */
  networkAhead: number | null;
  /** Of the network's zone, in quarters of an hour. */
  zone: number;
  /** How many texts, or parts of them, the SIM holds. */
  textPlaces: number;
}

export const atHome = (changes: Partial<GsmState> = {}): GsmState => ({
  sim: "ready",
  iccid: "8933010000000000017",
  pin: "0000",
  pinAsked: changes.sim === "pin",
  pinTries: 3,
  creg: 1,
  cereg: 1,
  operator: "Orange F",
  technology: 7,
  signal: 21,
  ims: true,
  networkAhead: 0,
  zone: 4,
  textPlaces: 10,
  ...changes,
});
