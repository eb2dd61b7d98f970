import assert from "node:assert/strict";
import { createWatchers } from "../../src/app/watchers.ts";
import { Fault } from "../../src/kernel/fault.ts";
import { silentLog } from "../../src/kernel/log.ts";
import { instant } from "../../src/kernel/units.ts";
import type { Told } from "../../src/reception/call-entry.ts";

const line = (name: string, trouble: Fault | null): Told => ({ of: "line", line: name, at: instant(1), trouble });

describe("those who watch", () => {
  it("learn the last state of each line when they come late, and then all that happens", () => {
    const watchers = createWatchers(() => undefined, silentLog);
    const trouble = new Fault("line.trouble", "The modem is gone.");
    for (const told of [line("a", trouble), line("b", trouble), line("a", null)]) watchers.tell(told);
    const heard: Told[] = [];
    const stop = watchers.add((told) => heard.push(told));
    assert.deepEqual(heard, [line("a", null), line("b", trouble)]);
    watchers.tell(line("b", null));
    stop();
    watchers.tell(line("a", trouble));
    assert.deepEqual(heard.slice(2), [line("b", null)]);
  });

  it("do not suffer from one who fails", () => {
    const heard: Told[] = [];
    const watchers = createWatchers(() => {
      throw new Error("not today");
    }, silentLog);
    watchers.add((told) => heard.push(told));
    watchers.tell(line("a", null));
    assert.equal(heard.length, 1);
  });
});
