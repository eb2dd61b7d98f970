import { Fault, type FaultCode } from "../../kernel/fault.ts";

/** What the programs of ALSA say of a card that can't be used, and what a person is told. */
const words: readonly (readonly [RegExp, FaultCode, (device: string) => string])[] = [
  [/resource busy/i, "audio.card-busy", (device) => `The sound card ${device} is in use by another program.`],
  [
    /permission denied/i,
    "audio.card-forbidden",
    (device) =>
      `This program may not use the sound card ${device}. Add its user to the audio group (sudo usermod -aG audio <user>), then log in anew.`,
  ],
  [
    /failed to execute|ENOENT|it ended with 127/,
    "audio.no-card-programs",
    () => "The programs arecord and aplay are missing. Install them (Debian: apt install alsa-utils).",
  ],
  [
    /not available|non available|unable to install|rate/i,
    "audio.card-unfit",
    (device) =>
      `The sound card ${device} does not take 8000 samples a second on one channel. Name it with plughw: in front.`,
  ],
  [
    /no such (?:device|file)|unknown pcm|card index|input\/output error|disconnected/i,
    "audio.card-gone",
    (device) => `There is no sound card ${device}: it is unplugged, or its name is another one (arecord -L tells).`,
  ],
];

/** The fault of a card of which ALSA's program said this at its end. */
export function cardFault(device: string, said: string): Fault {
  const [, code, sentence] = words.find(([pattern]) => pattern.test(said)) ?? [];
  if (code && sentence) return new Fault(code, sentence(device), new Error(said));
  return new Fault("audio.card-stopped", `The sound of the card ${device} stopped by itself.`, new Error(said));
}
