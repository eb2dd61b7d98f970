import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { formsOf, parsePhoneNumber, showPhoneNumber } from "../../duty/phone-number.ts";
import { systemClock } from "../../kernel/clock.ts";
import { type CommonOptions, operator, print, wallClock, withStore } from "../terminal.ts";

interface AboutOptions extends CommonOptions {
  readonly into?: string;
}

/** Everything that is kept about a caller, for whoever asks what that is: as JSON, with the sounds where a folder is told. */
export const aboutCaller = (text: string, options: AboutOptions): Promise<void> =>
  withStore(options, async (store) => {
    const { country } = await store.office.read();
    const number = parsePhoneNumber(text, country);
    const about = await store.callers.about(number, formsOf(number));
    const { calls, messages, texts, needs, entries, logbook, letters } = about;
    const at = systemClock.now();
    await store.journal.add({ by: operator(), what: "caller.about", before: null, after: { calls: calls.length } });
    const told = messages.map(({ file: _, untrimmed, ...message }) => ({ ...message, untrimmed: untrimmed !== null }));
    const data = { at, number, ...about, messages: told };
    if (options.into !== undefined) {
      await mkdir(options.into, { recursive: true, mode: 0o700 });
      await writeFile(join(options.into, "about.json"), `${JSON.stringify(data, null, 2)}\n`, { mode: 0o600 });
      for (const { id, file, fileMissing, untrimmed } of messages) {
        if (!fileMissing) await copyFile(file, join(options.into, `message-${id}.wav`));
        if (untrimmed) await copyFile(untrimmed.file, join(options.into, `message-${id}-untrimmed.wav`));
      }
    }
    print(options, data, () => [
      `${showPhoneNumber(number, country)}: ${calls.length} calls, ${messages.length} messages, ${texts.length} texts, ${needs.length} needs, ${entries.length} entries of lists, ${logbook.length} entries of the logbook, ${letters.length} letters.`,
      ...calls.map((call) => `  ${wallClock(call.at, call.zone)}  ${call.id}  ${call.outcome ?? "in progress"}`),
      ...(options.into === undefined
        ? ["--json tells all of it; --into <folder> writes it there, with the sounds."]
        : []),
    ]);
  });

/** Forgets a caller, also while the appliance runs: what is left says that somebody called, and not who. */
export const forgetCaller = (text: string, options: CommonOptions): Promise<void> =>
  withStore(options, async (store) => {
    const { country } = await store.office.read();
    const number = parsePhoneNumber(text, country);
    const gone = await store.callers.forget(number, formsOf(number), operator(), systemClock.now());
    print(options, gone, () => [
      `Forgotten: ${gone.calls} calls, ${gone.messages} messages, ${gone.entries} entries of lists, ${gone.letters} letters; ${gone.copies} copies and transcripts were cleared or deleted.`,
      "Backups that were taken away from the appliance still hold this caller.",
    ]);
  });
