import { constants, copyFile } from "node:fs/promises";
import { Fault } from "../../kernel/fault.ts";
import type { Message } from "../../store/message-record.ts";
import { type CommonOptions, callerName, duration, operator, print, table, wallClock, withStore } from "../terminal.ts";

interface ListOptions extends CommonOptions {
  readonly unheard?: boolean;
  readonly limit: number;
}

/** The messages, newest first. */
export const listMessages = (options: ListOptions): Promise<void> =>
  withStore(options, async (store) => {
    const office = await store.office.read();
    const messages = await store.messages.list({
      limit: options.limit,
      ...(options.unheard ? { only: "unheard" } : {}),
    });
    print(options, messages, () =>
      messages.length === 0
        ? ["No messages."]
        : table([
            ["ID", "WHEN", "LENGTH", "FROM", "STATE"],
            ...messages.map((message) => [
              message.id,
              wallClock(message.at, message.zone),
              duration(message.duration),
              callerName(message.caller, office),
              stateOf(message),
            ]),
          ]),
    );
  });

function stateOf(message: Message): string {
  const state = [
    message.closedAt !== null ? "closed" : message.calledBackAt !== null ? "called back" : null,
    message.takenBy !== null ? `taken by ${message.takenBy}` : null,
    message.heardAt === null ? "new" : "heard",
    message.hardlyAudible ? "hardly audible" : null,
    message.recovered ? "recovered after a power cut" : null,
    message.fileMissing ? "FILE MISSING" : null,
  ];
  return state.filter((each) => each !== null).join(", ");
}

/** Writes a message's sound, or the one that it was trimmed from, to a file of the operator's. Never overwrites one. */
export const saveMessage = (
  id: string,
  file: string,
  options: CommonOptions & { readonly untrimmed?: boolean },
): Promise<void> =>
  withStore(options, async (store) => {
    const message = await store.messages.get(id);
    if (!message)
      throw new Fault("app.no-message", `There is no message ${id}; \`permanence messages list\` shows them.`);
    const sound = options.untrimmed ? message.untrimmed : message;
    if (!sound)
      throw new Fault("app.no-sound", `The untrimmed sound of ${id} is not kept any more, or nothing was trimmed.`);
    await copyFile(sound.file, file, constants.COPYFILE_EXCL).catch((thrown) => {
      throw new Fault("app.not-saved", `The message could not be written to ${file}.`, thrown);
    });
    print(options, { id, file }, () => [`${duration(sound.duration)} written to ${file}`]);
  });

interface MarkOptions extends CommonOptions {
  readonly heard?: boolean;
  readonly calledBack?: boolean;
  readonly closed?: boolean;
  readonly takenBy?: string;
  readonly note?: string;
}

/** Says what became of a message; `--no-…` takes it back. */
export const markMessage = (id: string, { json, data, ...mark }: MarkOptions): Promise<void> =>
  withStore({ ...(data === undefined ? {} : { data }) }, async (store) => {
    if (Object.keys(mark).length === 0) {
      throw new Fault(
        "app.nothing-to-mark",
        "Say what became of it: --heard, --taken-by, --called-back, --closed or --note.",
      );
    }
    const message = await store.messages.mark(id, mark, operator());
    print({ json: json === true }, message, () => [
      `${id}: ${stateOf(message)}${message.note ? `, “${message.note}”` : ""}`,
    ]);
  });
