import { setTimeout as wait } from "node:timers/promises";
import { DAY_MS } from "../../src/duty/wall-clock.ts";
import { addressOf, type Client } from "../admin/client.ts";
import { type Figure, quantile } from "./figure.ts";

/** What a page asks. */
interface Question {
  readonly name: string;
  readonly path: string;
  /** Milliseconds that 99 of 100 answers should keep. */
  readonly aim?: number;
}

const TIMES = 100;
const AIM = 50;

const asked = (name: string, operation: Parameters<typeof addressOf>[0], query: object, aim?: number): Question => ({
  name,
  path: addressOf(operation, { query }).path,
  ...(aim === undefined ? {} : { aim }),
});

/** With how long it took. Who asks for more than a session may on a busy machine waits, as the page does, and asks again. */
async function answer(client: Client, path: string): Promise<{ readonly text: string; readonly ms: number }> {
  for (;;) {
    const from = performance.now();
    const { status, text } = await client.send("GET", path);
    const ms = performance.now() - from;
    if (status === 200) return { text, ms };
    if (status !== 429) throw new Error(`${path}: ${status} ${text}`);
    await wait(1000);
  }
}

/** Everything that people ask of a year, of which the last call came before `until`. */
export async function questionsOf(client: Client, until: number): Promise<Question[]> {
  const tenMonths = until - 300 * DAY_MS;
  const oldest = async (list: "messages" | "calls"): Promise<string> => {
    const { text } = await answer(client, addressOf(list, { query: { until: tenMonths, limit: 1 } }).path);
    const found: unknown = JSON.parse(text);
    return (found as Record<typeof list, { id: string }[]>)[list][0]?.id ?? "";
  };
  const [message, call] = [await oldest("messages"), await oldest("calls")];
  const of = (days: number) => ({ since: until - days * DAY_MS, until });
  return [
    asked("messages, newest", "messages", {}, AIM),
    asked("messages, deep in the list", "messages", { before: message }, AIM),
    asked("messages, still open", "messages", { only: "open" }, AIM),
    asked("messages, part of a name", "messages", { search: "lefev" }, AIM),
    asked("messages, part of a number", "messages", { search: "06 1" }, AIM),
    asked("messages, a word of the note", "messages", { search: "facture" }, AIM),
    asked("messages, what nobody is called", "messages", { search: "zzzz" }, AIM),
    asked("calls, newest", "calls", {}, AIM),
    asked("calls, deep in the list", "calls", { before: call }, AIM),
    asked("calls, failed ones of a line", "calls", { outcome: "failed", line: "line-2" }, AIM),
    asked("calls, part of a name", "calls", { search: "jeanne l" }, AIM),
    asked("calls, part of a number", "calls", { search: "06 12" }, AIM),
    asked("calls, two digits", "calls", { search: "42" }, AIM),
    asked("calls, what nobody is called", "calls", { search: "zzzz" }, AIM),
    { name: "one call with its steps", path: addressOf("call", { params: { id: call } }).path },
    asked("statistics of a day", "statistics", of(1)),
    asked("statistics of 30 days", "statistics", of(30)),
    asked("statistics of 270 days", "statistics", of(270)),
    asked("statistics of 400 days", "statistics", of(400)),
    asked("to call back, all that is open", "needs", { limit: 500 }, AIM),
    asked("to call back, closed, newest", "needs", { state: "closed" }, AIM),
    asked("to call back, part of a name", "needs", { search: "lefev" }, AIM),
    asked("to call back, what nobody is called", "needs", { search: "zzzz" }, AIM),
    asked("today", "today", {}, AIM),
  ];
}

/** How long each takes to be answered to its last byte, asked in turns: median and 99th of a hundred. */
export async function timeQuestions(client: Client, questions: readonly Question[]): Promise<Figure[]> {
  const times = questions.map((): number[] => []);
  for (let turn = 0; turn < TIMES; turn++)
    for (const [n, { path }] of questions.entries()) times[n]?.push((await answer(client, path)).ms);
  return questions.flatMap(({ name, aim }, n) => [
    { name, unit: "ms", values: times[n] ?? [] },
    { name: "… 99 of 100 within", unit: "ms", values: [quantile(times[n] ?? [], 0.99)], ...(aim ? { aim } : {}) },
  ]);
}
