import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { millis } from "../../src/kernel/units.ts";
import type { Message } from "../../src/store/message-record.ts";
import { Place } from "../kit/place.ts";

/** Runs the child until it dies; its lines. It is killed `delay` turns of the event loop after line number `after`. */
async function run(folder: string, point: string, after = Number.POSITIVE_INFINITY, delay = 0): Promise<string[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "keep-crash-child.js"), folder, point], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exit = once(child, "exit");
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (lines.length !== after) continue;
    for (let turn = 0; turn < delay; turn++) await new Promise(setImmediate);
    child.kill("SIGKILL");
  }
  const [, signal] = await exit;
  assert.equal(signal, "SIGKILL");
  return lines;
}

describe("a message survives kill -9", () => {
  let place: Place;
  beforeEach(async () => {
    place = await Place.make();
  });
  afterEach(() => place.remove());

  async function restarted(lines: readonly string[]): Promise<Message[]> {
    const store = await place.open();
    const tell = (message: Message) => [
      {
        channel: "email",
        to: "a@example.org",
        subject: "s",
        kind: "message",
        payload: { callId: message.id },
      } as const,
    ];
    // Killed while it opened the part: nothing was said yet.
    const repair = async (path: string) => ((await stat(path)).size === 0 ? null : { duration: millis(1000) });
    await store.recover({ repair, tell });
    const messages = await store.messages.list({ limit: 1000 });
    const ids = messages.map(({ id }) => id).sort();
    const recorded = new Set(lines.map((line) => line.split(" ")[1]));
    for (const callId of recorded) assert.ok(ids.includes(callId ?? ""), `${callId} is there`);
    assert.equal(new Set(ids).size, ids.length, "each once");
    assert.deepEqual((await readdir(join(place.folder, "messages"))).sort(), ids.map((id) => `${id}.wav`).sort());
    for (const { id, file, fileMissing } of messages) {
      assert.equal(await readFile(file, "utf8"), `sound of ${id}`);
      assert.equal(fileMissing, false);
    }
    const told = (await store.outbox.list({ limit: 1000 })).map(({ payload }) => String(payload.callId));
    assert.deepEqual(told.sort(), ids, "each told once");
    const needs = await store.needs.list({ limit: 1000 });
    assert.deepEqual(needs.flatMap((need) => need.messages).sort(), ids, "each is part of one need");
    const calls = (await store.calls.list({ limit: 1000 })).map(({ id }) => id);
    assert.deepEqual(needs.flatMap((need) => need.calls).sort(), calls.sort(), "each caller is owed something, once");
    assert.equal(store.trouble, null);
    return messages;
  }

  const points = ["before-keep", "row-inserted", "before-rename", "after-rename", "after-commit"];
  for (const point of points)
    it(`at the point ${point}`, async () => {
      const messages = await restarted(await run(place.folder, point));
      assert.equal(messages.length, 1);
      assert.equal(messages[0]?.recovered, point !== "after-commit");
    });

  for (const [after, delay] of [
    [5, 0],
    [12, 3],
    [21, 40],
  ] as const)
    it(`at any moment after line ${after}`, async () => {
      const messages = await restarted(await run(place.folder, "never", after, delay));
      assert.ok(messages.length >= Math.floor(after / 2));
    });
});
