import assert from "node:assert/strict";
import { consoleLog, type LogLevel } from "../../src/app/console-log.ts";
import { Fault } from "../../src/kernel/fault.ts";

const said = (level: LogLevel, write: (log: ReturnType<typeof consoleLog>) => void): readonly string[] => {
  const lines: string[] = [];
  write(consoleLog(level, (line) => lines.push(line)));
  return lines;
};
const one = (value: unknown): string => {
  const [line = ""] = said("debug", (log) => log.info("line.ring", { value }));
  assert.match(line, /^\d\d:\d\d:\d\d\.\d{3}Z info {2}line\.ring value=.*\n$/);
  return line.slice(line.indexOf("value=") + 6, -1);
};

describe("the log on the console", () => {
  it("tells what is at its level and above, each on a line", () => {
    const each = (log: ReturnType<typeof consoleLog>) => {
      for (const level of ["debug", "info", "warn", "error"] as const) log[level](`a.${level}`, { n: 1 });
    };
    const events = (level: LogLevel) => said(level, each).map((line) => line.slice(14).trimEnd());
    assert.deepEqual(events("debug"), [
      "debug a.debug n=1",
      "info  a.info n=1",
      "warn  a.warn n=1",
      "error a.error n=1",
    ]);
    assert.deepEqual(events("warn"), ["warn  a.warn n=1", "error a.error n=1"]);
    assert.deepEqual(events("error"), ["error a.error n=1"]);
  });

  it("needs no fields", () => {
    assert.match(said("info", (log) => log.warn("a.b"))[0] ?? "", /Z warn {2}a\.b\n$/);
  });

  const written: readonly (readonly [string, unknown, string])[] = [
    ["a word", "line-1", "line-1"],
    ["a number", "+33199000042", "+33199000042"],
    ["a text", "a b", '"a b"'],
    ["no text", "", '""'],
    ["a quote", 'a"b', '"a\\"b"'],
    ["nothing", undefined, "undefined"],
    ["data", { a: [1, null] }, '{"a":[1,null]}'],
    ["a fault with its cause", new Fault("app.disk", "It failed.", new Error("no disk")), '"It failed. (no disk)"'],
    ["what JSON can't hold", 10n, '"10"'],
  ];
  for (const [what, value, text] of written) it(`writes ${what}`, () => assert.equal(one(value), text));

  it("writes data that holds itself", () => {
    const round: Record<string, unknown> = {};
    round.self = round;
    assert.equal(one(round), '"[object Object]"');
  });

  it("lets no control character reach the terminal, wherever it is", () => {
    const nasty = "a\u001b[2J\u009b31m\u007f\r\nfake warn line\u202e\u2028b";
    for (const value of [nasty, { deep: [nasty] }, new Error(nasty), new Fault("app.disk", "x", new Error(nasty))]) {
      const text = one(value);
      assert.doesNotMatch(text, /[\p{Cc}\u2028\u202e]/u);
      assert.match(text, /\\u001b\[2J\\u009b31m\\u007f\\r\\nfake warn line\\u202e\\u2028b/);
    }
  });
});
