import { Fault } from "../kernel/fault.ts";
import { type Millis, seconds } from "../kernel/units.ts";
import type { AtChannel } from "../serial/at-channel.ts";
import { isCallProgress, SIGN_OF_LIFE } from "../serial/at-words.ts";

/** A command that must succeed, or one that a modem may refuse without harm. */
export type InitCommand = string | { readonly try: string };

/** Modems answer within tens of ms; one of which each answer comes 2 s late is still one that works. */
export const ANSWER_WITHIN = seconds(4);
/** What a modem may leave unanswered is not waited for so long. */
export const MAY_ANSWER_WITHIN = seconds(2.5);

/** The words with which a modem refused; null when it was something else that went wrong. */
export const refusal = (thrown: unknown): string | null =>
  thrown instanceof Fault && thrown.code === "serial.refused" && typeof thrown.cause === "string" ? thrown.cause : null;

/** `NO CARRIER`, `BUSY` and their like: news of the caller, and no fault of the modem. */
export const isCallersEnd = (thrown: unknown): boolean => isCallProgress(refusal(thrown) ?? "");

export const isSilence = (thrown: unknown): boolean => thrown instanceof Fault && thrown.code === "serial.timeout";

/** Throws `serial.timeout` when the modem does not answer at all any more; gets in step with it when it does. */
export async function signOfLife(channel: AtChannel): Promise<void> {
  await channel.command(SIGN_OF_LIFE, { within: ANSWER_WITHIN });
}

/** What the modem must do. */
export async function insist(channel: AtChannel, command: string, within = ANSWER_WITHIN): Promise<void> {
  await channel.command(command, { within, twice: true });
}

/** What came of a command that a modem may refuse, or not even answer. */
export type Said = { readonly lines: readonly string[] } | "refused" | "unanswered";

/** Says what a modem may refuse, or not even answer. Throws when it answers nothing any more. */
export async function attempt(channel: AtChannel, command: string, within: Millis = MAY_ANSWER_WITHIN): Promise<Said> {
  try {
    return { lines: (await channel.command(command, { within })).lines };
  } catch (thrown) {
    if (refusal(thrown) !== null) return "refused";
    if (!isSilence(thrown)) throw thrown;
    await signOfLife(channel);
    return "unanswered";
  }
}

/** The lines of the answer to a question that a modem may refuse. */
export async function asked(channel: AtChannel, question: string): Promise<readonly string[]> {
  const said = await attempt(channel, question);
  return typeof said === "string" ? [] : said.lines;
}

export async function sayAll(channel: AtChannel, commands: readonly InitCommand[]): Promise<void> {
  for (const command of commands) {
    if (typeof command === "string") await insist(channel, command);
    else await attempt(channel, command.try);
  }
}
