import { resolve } from "node:path";
import { Fault } from "../../kernel/fault.ts";
import { isDigit } from "../../kernel/phone-number.ts";
import { type CallOutcome, controlClient } from "../../simulator/control/control-client.ts";
import { dataFolder, demoSound, inside } from "../paths.ts";
import { type CommonOptions, print } from "../terminal.ts";

interface CallOptions extends CommonOptions {
  readonly from: string;
  readonly name?: string;
  readonly line: string;
  readonly say?: string;
  readonly silent?: boolean;
  readonly keys?: string;
  readonly hangUpAfter?: number;
  readonly save?: string;
}

/** Places a call on a simulated line and tells what the caller lives through. */
export async function call(options: CallOptions): Promise<void> {
  const client = controlClient(inside(dataFolder(options.data)).simulator);
  const keys = options.keys === undefined ? [] : readKeys(options.keys);
  const outcome = await client.call(
    {
      from: options.from === "withheld" ? null : options.from,
      to: options.line,
      ...(options.name === undefined ? {} : { name: options.name }),
      ...(options.silent ? {} : { says: options.say === undefined ? demoSound("caller-fr") : resolve(options.say) }),
      ...(keys.length === 0 ? {} : { keys }),
      ...(options.hangUpAfter === undefined ? {} : { hangUpAfter: options.hangUpAfter * 1000 }),
      ...(options.save === undefined ? {} : { save: resolve(options.save) }),
    },
    ({ event, detail }) => {
      if (!options.json) process.stdout.write(`caller: ${event}${detail === null ? "" : ` (${detail})`}\n`);
    },
  );
  print(options, outcome, () => summary(outcome));
}

/** What came of it, for people. */
export function summary({ end, answered, connectedTo, heardSeconds, saved }: CallOutcome): readonly string[] {
  return [
    `${answered ? "answered" : "not answered"}${connectedTo === null ? "" : `, put through to ${connectedTo}`}; ended by: ${end}; heard ${heardSeconds.toFixed(1)} s`,
    ...(saved === null ? [] : [`what the caller heard: ${saved}`]),
  ];
}

/** `1@6,#@20`: keys, each with its second after the answer. Fault `app.bad-keys`. */
function readKeys(text: string): { key: string; after: number }[] {
  return text.split(",").map((each) => {
    const [, key, s] = /^\s*(.)@(\d+(?:\.\d+)?)\s*$/.exec(each) ?? [];
    if (key === undefined || !isDigit(key)) {
      throw new Fault("app.bad-keys", `"${each}" is not a key and its second after the answer, such as 1@6.`);
    }
    return { key, after: Number(s) * 1000 };
  });
}
